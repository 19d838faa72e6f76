import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { tooManyCalls } from '../http/api-error';
import { type Offer } from '../sdp/offer';
import { Call, type CallContext, type EndReason } from './call';

/** A call that was answered. */
export interface Answered {
  readonly id: string;
  /** The SDP answer. */
  readonly answer: string;
}

/** All calls that are open, with their limit. */
export class Calls {
  private readonly open = new Map<string, { readonly call: Call; readonly keyDigest: Buffer }>();

  constructor(
    private readonly context: CallContext,
    private readonly limit: number,
  ) {}

  /**
   * Opens a call.
   *
   * @param openKey gives the ephemeral key for the engine's session; it isn't asked when all lines are busy
   * @param callerKey the key that the caller showed, which may also hang up
   * @throws ApiError when there are too many, or the key or the offer is refused
   */
  async answer(offer: Offer, callerKey: string, openKey: () => Promise<string>): Promise<Answered> {
    if (this.open.size >= this.limit) throw tooManyCalls(this.limit);
    const id = `rtc_${randomBytes(16).toString('hex')}`;
    const call = new Call(id, this.context);
    this.open.set(id, { call, keyDigest: digest(callerKey) });
    this.countOpen();
    void call.ended.then(() => {
      this.open.delete(id);
      this.countOpen();
    });
    return { id, answer: await call.answer(offer, openKey) };
  }

  /** Whether this is the key that the call was opened with; `undefined` when there is no such call. */
  isKeyOf(id: string, key: string): boolean | undefined {
    const entry = this.open.get(id);
    return entry && timingSafeEqual(entry.keyDigest, digest(key));
  }

  /** Ends one call, if it is open, and resolves when nothing of it is left. */
  async end(id: string, reason: EndReason): Promise<void> {
    const call = this.open.get(id)?.call;
    call?.end(reason);
    await call?.ended;
  }

  /** Ends all calls and resolves when nothing of them is left. */
  async endAll(): Promise<void> {
    await Promise.all([...this.open.keys()].map((id) => this.end(id, 'shutdown')));
  }

  private countOpen(): void {
    this.context.metrics.openCalls.set(this.open.size);
  }
}

/** Keys are kept as digests only: of one length for comparison, and of no use to whoever reads the memory. */
function digest(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
