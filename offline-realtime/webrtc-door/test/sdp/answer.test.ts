import { describe, expect, test } from 'vitest';
import { completeAnswer, countCandidates } from '../../src/sdp/answer';
import { sdpOf } from '../support/sdp';

const ANSWER = sdpOf([
  'v=0',
  'a=group:BUNDLE 0 2',
  'm=audio 9 UDP/TLS/RTP/SAVPF 111',
  'a=candidate:1 1 udp 2116026367 127.0.0.1 50000 typ host',
  'a=ice-lite',
  'a=mid:0',
  'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
  'a=candidate:1 1 udp 2116026367 127.0.0.1 50000 typ host',
  'a=ice-lite',
  'a=mid:2',
]);

describe('completeAnswer', () => {
  test('puts refused sections back in their places, with port 0', () => {
    const answer = completeAnswer(ANSWER, [
      { index: 1, media: 'video', protocol: 'UDP/TLS/RTP/SAVPF', format: '96', mid: '1' },
      { index: 3, media: 'audio', protocol: 'UDP/TLS/RTP/SAVPF', format: '0', mid: undefined },
    ]);
    expect(answer.match(/^m=.*/gm)).toEqual([
      'm=audio 9 UDP/TLS/RTP/SAVPF 111',
      'm=video 0 UDP/TLS/RTP/SAVPF 96',
      'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
      'm=audio 0 UDP/TLS/RTP/SAVPF 0',
    ]);
    expect(answer.match(/^a=mid:.*/gm)).toEqual(['a=mid:0', 'a=mid:1', 'a=mid:2']);
  });

  test('says once that it is ICE lite, for the whole session', () => {
    const lines = completeAnswer(ANSWER, []).split('\r\n');
    expect(lines.filter((line) => line === 'a=ice-lite')).toHaveLength(1);
    expect(lines.indexOf('a=ice-lite')).toBeLessThan(lines.findIndex((line) => line.startsWith('m=')));
  });
});

test('countCandidates counts those of all sections', () => {
  expect(countCandidates(ANSWER)).toBe(2);
  expect(countCandidates(sdpOf(['v=0', 'm=audio 9 UDP/TLS/RTP/SAVPF 111']))).toBe(0);
});
