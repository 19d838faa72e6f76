/**
 * Notices that nothing has been heard for a while. A browser that is killed says no farewell, but its connectivity
 * checks, which come every 2.5 s or so, stop.
 */
export class SilenceWatch {
  private timer: NodeJS.Timeout;
  private stopped = false;

  /** Calls `onSilence` once, `firstMillis` after now or `millis` after the last {@link heard}. */
  constructor(
    firstMillis: number,
    private readonly millis: number,
    private readonly onSilence: () => void,
  ) {
    this.timer = setTimeout(onSilence, firstMillis);
  }

  heard(): void {
    clearTimeout(this.timer);
    if (!this.stopped) this.timer = setTimeout(this.onSilence, this.millis);
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }
}
