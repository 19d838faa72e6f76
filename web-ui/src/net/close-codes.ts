/** Why a socket is not open, in words for people. */
export interface CloseReason {
  /** The WebSocket close code; 1006 when the connection broke or never came about. */
  readonly code: number;
  readonly words: string;
}

/** What a close code asks of the page. */
export type CloseAdvice =
  /** After at least so long, and then by the back-off. */
  | { readonly kind: 'come_back'; readonly atLeastMillis: number }
  /** Another node is there: within so long, each page at another moment. */
  | { readonly kind: 'come_back_at_once'; readonly withinMillis: number }
  | { readonly kind: 'stay_away' };

const wordsOf: ReadonlyMap<number, string> = new Map([
  [4001, 'The server is restarting.'],
  [4008, 'This connection was too slow to keep up.'],
  [4013, 'The server is full, or out of reach of its memory.'],
  [4501, 'The server did not understand this page. Reload it.'],
  [4503, 'This session goes on in another window.'],
  [4504, 'Too many connections are open from this address. Close some, then try again.'],
  [4508, 'More came from this page than the server could pass on.'],
  [4513, 'The server cannot do this until its operator has changed something.'],
]);

/** A receiver that was too slow gives the network this long before it asks for what it missed. */
const slowReceiverMillis = 5_000;
/** A server that stops sends all its pages elsewhere: they come spread over this time. */
const spreadMillis = 500;

export function adviceFor(code: number): CloseAdvice {
  if (code >= 4_500 && code <= 4_999) return { kind: 'stay_away' };
  if (code === 4_001) return { kind: 'come_back_at_once', withinMillis: spreadMillis };
  // Everything else may pass, a 1000 too: it was not this page that asked for it.
  return { kind: 'come_back', atLeastMillis: code === 4_008 ? slowReceiverMillis : 0 };
}

export function reasonFor(code: number): CloseReason {
  const words = wordsOf.get(code);
  if (words !== undefined) return { code, words };
  return { code, words: code >= 4_500 && code <= 4_999 ? 'The server refused this page.' : 'The connection was lost.' };
}

/** The computer, or the page in it, was asleep: whatever was open has ended meanwhile. */
export const sleptReason: CloseReason = { code: 1006, words: 'This computer was asleep.' };
