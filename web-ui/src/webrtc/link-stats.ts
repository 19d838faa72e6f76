/** What `getStats` says of a connection, for people. Everything is absent until it is known. */
export interface LinkStats {
  readonly roundTripMillis: number | undefined;
  /** `relayed`: by a TURN server, at either end. */
  readonly path: 'direct' | 'relayed' | undefined;
  readonly protocol: string | undefined;
  readonly bytesSent: number;
  readonly bytesReceived: number;
  readonly video: VideoStats | undefined;
}

/** The picture that comes in. */
export interface VideoStats {
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number;
  readonly framesDecoded: number;
}

interface Report {
  readonly type: string;
  readonly [member: string]: unknown;
}

/** Reads the numbers of the pair of addresses that is in use, and of the video that comes in. */
export async function readLinkStats(connection: Pick<RTCPeerConnection, 'getStats'>): Promise<LinkStats> {
  const reports = (await connection.getStats()) as ReadonlyMap<string, Report>;
  const all = [...reports.values()];
  const pair = selectedPair(reports, all);
  const ends = [reports.get(text(pair?.localCandidateId)), reports.get(text(pair?.remoteCandidateId))];
  const roundTripSeconds = number(pair?.currentRoundTripTime);
  return {
    roundTripMillis: roundTripSeconds === undefined ? undefined : Math.round(roundTripSeconds * 1_000),
    path: pair === undefined ? undefined : ends.some((end) => end?.candidateType === 'relay') ? 'relayed' : 'direct',
    protocol: text(ends[0]?.protocol) || undefined,
    bytesSent: number(pair?.bytesSent) ?? 0,
    bytesReceived: number(pair?.bytesReceived) ?? 0,
    video: incomingVideo(all),
  };
}

function selectedPair(reports: ReadonlyMap<string, Report>, all: readonly Report[]): Report | undefined {
  const transport = all.find(({ type }) => type === 'transport');
  const selected = reports.get(text(transport?.selectedCandidatePairId));
  // Firefox names none at the transport, and marks the pair.
  return selected ?? all.find((report) => report.type === 'candidate-pair' && report.selected === true);
}

function incomingVideo(all: readonly Report[]): VideoStats | undefined {
  const report = all.find(({ type, kind }) => type === 'inbound-rtp' && kind === 'video');
  const width = number(report?.frameWidth);
  const height = number(report?.frameHeight);
  if (report === undefined || width === undefined || height === undefined) return undefined;
  return {
    width,
    height,
    framesPerSecond: Math.round(number(report.framesPerSecond) ?? 0),
    framesDecoded: number(report.framesDecoded) ?? 0,
  };
}

const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
