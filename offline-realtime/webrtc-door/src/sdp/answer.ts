import { type RefusedSection } from './offer';
import { splitSdp } from './sections';

/** The WebRTC library writes it in each section; its place is the session part (RFC 8839 §5.3), where browsers look. */
const ICE_LITE = 'a=ice-lite';

/**
 * Completes the answer to a reduced offer: puts the refused sections back in their places, with port 0, because an
 * answer has as many sections as its offer, in the same order (RFC 3264 §6).
 */
export function completeAnswer(sdp: string, refused: readonly RefusedSection[]): string {
  const { session, sections } = splitSdp(sdp);
  const all = sections.map((section) => section.lines.filter((line) => line !== ICE_LITE));
  for (const section of refused) all.splice(section.index, 0, refusal(section));
  return `${[...session, ICE_LITE, ...all.flat()].join('\r\n')}\r\n`;
}

/** How many candidates an SDP names: none means that nobody can be reached by it. */
export function countCandidates(sdp: string): number {
  return splitSdp(sdp).sections.reduce(
    (count, section) => count + section.lines.filter((line) => line.startsWith('a=candidate:')).length,
    0,
  );
}

function refusal({ media, protocol, format, mid }: RefusedSection): string[] {
  const lines = [`m=${media} 0 ${protocol} ${format}`, 'c=IN IP4 0.0.0.0', 'a=inactive'];
  return mid === undefined ? lines : [...lines, `a=mid:${mid}`];
}
