import { lineValue, splitSdp, type SdpSection } from './sections';

/** A section of the offer that the answer must mention in its place, but refuses. */
export interface RefusedSection {
  /** Place among all sections of the offer, from 0. */
  readonly index: number;
  /** `video`, `audio`, … */
  readonly media: string;
  /** For example `UDP/TLS/RTP/SAVPF`. */
  readonly protocol: string;
  /** One of the offered formats: a refused section must still name one. */
  readonly format: string;
  readonly mid: string | undefined;
}

/** An offer, cut down to what the door takes: one Opus microphone and the data channel. */
export interface Offer {
  /** The SDP of the sections that are taken. Without candidates: nothing is ever sent to an address of the offer. */
  readonly sdp: string;
  readonly refused: readonly RefusedSection[];
}

/** Why an offer can't be answered; the message is meant for the caller and quotes nothing of the SDP. */
export class OfferError extends Error {
  override readonly name = 'OfferError';
}

/** Lines that the door has no use for: candidates (the caller finds the door, see ICE lite), extensions and feedback. */
const UNUSED = /^a=(candidate:|end-of-candidates|extmap|rtcp-fb:|ice-options:|ssrc-group:)/;

/**
 * Reads an SDP offer.
 *
 * @throws {@link OfferError} when it is no SDP, or has no Opus audio or no data channel to answer
 */
export function readOffer(text: string): Offer {
  const { session, sections } = splitSdp(text);
  if (session[0] !== 'v=0') throw new OfferError('The body is not an SDP offer.');
  const audio = sections.find(isOpusMicrophone);
  if (audio === undefined) throw new OfferError('The offer has no audio section that sends Opus.');
  const data = sections.find((section) => section.media === 'application' && section.format === 'webrtc-datachannel');
  if (data === undefined) throw new OfferError('The offer has no data channel.');
  const taken = sections.filter((section) => section === audio || section === data);
  for (const section of taken) requireSecurity(session, section);
  const mids = taken.map((section) => lineValue(section.lines, 'a=mid:'));
  const bundled = (lineValue(session, 'a=group:BUNDLE ') ?? '').split(' ');
  if (!mids.every((mid) => mid !== undefined && bundled.includes(mid))) {
    throw new OfferError('The audio section and the data channel must be bundled.');
  }
  const head = session.map((line) => (line.startsWith('a=group:BUNDLE') ? `a=group:BUNDLE ${mids.join(' ')}` : line));
  const lines = [...head, ...taken.flatMap((section) => section.lines)].filter((line) => !UNUSED.test(line));
  return {
    sdp: `${lines.join('\r\n')}\r\n`,
    refused: sections.flatMap((section, index) => (taken.includes(section) ? [] : [refuse(section, index)])),
  };
}

function isOpusMicrophone(section: SdpSection): boolean {
  const sends = !section.lines.some((line) => line === 'a=recvonly' || line === 'a=inactive');
  return section.media === 'audio' && section.port !== '0' && sends && section.lines.some(isOpus);
}

function isOpus(line: string): boolean {
  return /^a=rtpmap:\d+ opus\/48000/i.test(line);
}

function requireSecurity(session: readonly string[], section: SdpSection): void {
  for (const attribute of ['a=ice-ufrag:', 'a=ice-pwd:', 'a=fingerprint:', 'a=setup:']) {
    if (lineValue(section.lines, attribute) === undefined && lineValue(session, attribute) === undefined) {
      throw new OfferError(`The offer has no ${attribute.slice(2, -1)} attribute.`);
    }
  }
}

function refuse(section: SdpSection, index: number): RefusedSection {
  const { media, protocol, format } = section;
  return { index, media, protocol, format, mid: lineValue(section.lines, 'a=mid:') };
}
