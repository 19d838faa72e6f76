/** What the door reads of an RTP packet. */
export interface AudioPacket {
  /** Which stream of the caller it belongs to. */
  readonly ssrc: number;
  /** 16 bits, one more a packet; wraps. */
  readonly sequence: number;
  /** 32 bits, 48,000 ticks a second whatever the codec's own rate; wraps. */
  readonly timestamp: number;
  /** One Opus packet. */
  readonly payload: Uint8Array;
}

/** Ticks of an Opus timestamp a second (RFC 7587 §4.1). */
export const RTP_TICKS_PER_SECOND = 48_000;

/** How far sequence number `a` is ahead of `b`, from −32,768 to 32,767. */
export function sequenceDistance(a: number, b: number): number {
  return ((a - b) << 16) >> 16;
}

/** How many ticks timestamp `a` is ahead of `b`, in the signed 32-bit range. */
export function timestampDistance(a: number, b: number): number {
  return (a - b) | 0;
}
