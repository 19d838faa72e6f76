import { type RealtimeEvent } from './realtime-event';

const notes: Partial<Record<RealtimeEvent['type'], string>> = {
  session: 'the session: which model, which language, and that the page ends the turns',
  ready: 'our server has reached the API: audio may flow',
  delta: 'words while you speak; they are never revised, only added to',
  committed: 'the turn is an item now: its final text comes under this id',
  completed: 'the final text: it replaces the words so far',
  failed: 'there will be no final text of this turn',
  flow: 'our server asks for a pause, or to go on',
  dropped: 'audio that found no room any more',
  closing: 'our server says why before it closes',
};

/** What the frames of one connection mean, each told when it is seen for the first time. */
export class FrameNotes {
  readonly #told = new Set<string>();

  of(event: RealtimeEvent | undefined): string | undefined {
    if (event === undefined || this.#told.has(event.type)) return undefined;
    this.#told.add(event.type);
    return notes[event.type];
  }
}
