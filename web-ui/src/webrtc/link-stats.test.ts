import { describe, expect, it } from 'vitest';
import { readLinkStats } from './link-stats';

interface Report {
  id: string;
  type: string;
  [member: string]: unknown;
}

function read(...reports: Report[]) {
  return readLinkStats({
    getStats: () => Promise.resolve(new Map(reports.map((report) => [report.id, report])) as unknown as RTCStatsReport),
  });
}

const pair: Report = {
  id: 'pair',
  type: 'candidate-pair',
  localCandidateId: 'local',
  remoteCandidateId: 'remote',
  currentRoundTripTime: 0.0124,
  bytesSent: 100,
  bytesReceived: 200,
};
const transport: Report = { id: 'transport', type: 'transport', selectedCandidatePairId: 'pair' };
const local: Report = { id: 'local', type: 'local-candidate', candidateType: 'host', protocol: 'udp' };
const remote: Report = { id: 'remote', type: 'remote-candidate', candidateType: 'srflx', protocol: 'udp' };

describe('readLinkStats', () => {
  it('reads the pair in use', async () => {
    expect(await read({ ...pair, id: 'other', bytesSent: 7 }, pair, transport, local, remote)).toEqual({
      roundTripMillis: 12,
      path: 'direct',
      protocol: 'udp',
      bytesSent: 100,
      bytesReceived: 200,
      video: undefined,
    });
  });

  it('finds the pair where the browser marks it', async () => {
    expect(await read({ ...pair, selected: true }, local, remote)).toMatchObject({ path: 'direct', bytesSent: 100 });
  });

  it('calls a path relayed when either end is a relay', async () => {
    expect(await read(pair, transport, local, { ...remote, candidateType: 'relay' })).toMatchObject({
      path: 'relayed',
    });
  });

  it('knows nothing before there is a pair', async () => {
    expect(await read(transport)).toMatchObject({ path: undefined, roundTripMillis: undefined, bytesSent: 0 });
  });

  it('reads the picture that comes in', async () => {
    const video = { frameWidth: 640, frameHeight: 480, framesPerSecond: 29.9, framesDecoded: 412 };
    expect(await read({ id: 'in', type: 'inbound-rtp', kind: 'video', ...video })).toMatchObject({
      video: { width: 640, height: 480, framesPerSecond: 30, framesDecoded: 412 },
    });
  });
});
