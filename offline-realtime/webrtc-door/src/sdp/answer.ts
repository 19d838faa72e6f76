import { type RefusedSection } from './offer';
import { splitSdp } from './sections';

/**
 * Completes the answer to a reduced offer: puts the refused sections back in their places, with port 0, because an
 * answer has as many sections as its offer, in the same order (RFC 3264 §6).
 */
export function completeAnswer(sdp: string, refused: readonly RefusedSection[]): string {
  const { session, sections } = splitSdp(sdp);
  const all = sections.map((section) => section.lines);
  for (const section of refused) all.splice(section.index, 0, refusal(section));
  return `${[...session, ...all.flat()].join('\r\n')}\r\n`;
}

/** How many candidates an SDP names: none means that nobody can be reached by it. */
export function countCandidates(sdp: string): number {
  return splitSdp(sdp).sections.reduce(
    (count, section) => count + section.lines.filter((line) => line.startsWith('a=candidate:')).length,
    0,
  );
}

function refusal({ media, protocol, format, mid }: RefusedSection): readonly string[] {
  const lines = [`m=${media} 0 ${protocol} ${format}`, 'c=IN IP4 0.0.0.0', 'a=inactive'];
  return mid === undefined ? lines : [...lines, `a=mid:${mid}`];
}
