/** One media section of an SDP. */
export interface SdpSection {
  readonly media: string;
  readonly port: string;
  readonly protocol: string;
  /** The first of the formats. */
  readonly format: string;
  /** All its lines, the `m=` line first, without line ends. */
  readonly lines: readonly string[];
}

/** An SDP, taken apart into its session part and its media sections. */
export interface SplitSdp {
  readonly session: readonly string[];
  readonly sections: readonly SdpSection[];
}

/** Takes an SDP apart; any line ends will do. Sections with a malformed `m=` line come with empty members. */
export function splitSdp(text: string): SplitSdp {
  const lines = text.split(/\r\n|\n|\r/).filter((line) => line !== '');
  const starts = lines.flatMap((line, index) => (line.startsWith('m=') ? [index] : []));
  const sections = starts.map((start, place) => section(lines.slice(start, starts[place + 1])));
  return { session: lines.slice(0, starts[0]), sections };
}

/** What follows `prefix` in the first line that begins with it. */
export function lineValue(lines: readonly string[], prefix: string): string | undefined {
  return lines.find((line) => line.startsWith(prefix))?.slice(prefix.length);
}

function section(lines: readonly string[]): SdpSection {
  const [media = '', port = '', protocol = '', format = ''] = (lines[0] ?? '').slice(2).split(' ');
  return { media, port, protocol, format, lines };
}
