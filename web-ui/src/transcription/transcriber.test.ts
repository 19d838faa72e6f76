import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeSession } from '../testing/transcription/fake-session';
import { type RealtimeEvent } from './realtime-event';
import { Transcriber } from './transcriber';

const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);
const delta = (itemId: string, text: string): RealtimeEvent => ({ type: 'delta', itemId, contentIndex: 0, text });
const committed = (itemId: string): RealtimeEvent => ({ type: 'committed', itemId, previousItemId: undefined });
const completed = (itemId: string, text: string): RealtimeEvent => ({
  type: 'completed',
  itemId,
  contentIndex: 0,
  text,
});

const wishes = { language: 'en', noiseSuppression: false };

function transcriberOf(fake: FakeSession): Transcriber {
  return new Transcriber(fake.parts.makeSource, fake.parts);
}

async function listening(fake: FakeSession): Promise<Transcriber> {
  const transcriber = transcriberOf(fake);
  transcriber.start(wishes);
  await settle();
  fake.source.opening?.(undefined);
  await settle();
  expect(transcriber.state.state.phase).toBe('listening');
  return transcriber;
}

const shown = ({ state }: Transcriber): string[] => state.state.turns.map((turn) => `${turn.state}: ${turn.text}`);

function expectAllClosed(fake: FakeSession): void {
  expect(fake.openMicrophones).toBe(0);
  expect(fake.openCaptures).toBe(0);
  expect(fake.sources.every(({ isClosed }) => isClosed)).toBe(true);
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('a session', () => {
  it('commits a turn when the speaker pauses, and shows its text as it comes', async () => {
    const fake = new FakeSession();
    const transcriber = await listening(fake);
    fake.speak(2400);
    fake.source.say(delta('a', ' and so'));
    expect(shown(transcriber)).toEqual(['partial: and so']);
    expect(fake.source.commits).toEqual([]);
    fake.pause(800);
    expect(fake.source.commits).toEqual(['turn-1']);
    fake.source.say(committed('a'), completed('a', 'And so.'));
    expect(shown(transcriber)).toEqual(['final: And so.']);
  });

  it('measures how long the words took, from what it heard itself', async () => {
    const fake = new FakeSession();
    const transcriber = await listening(fake);
    fake.pause(1000);
    const began = fake.now;
    fake.speak(1200);
    fake.source.say(delta('a', 'and'));
    expect(transcriber.state.state.firstWordMillis).toBe(1200);
    expect(transcriber.state.state.turns[0]?.startedAt).toBe(began);
    fake.speak(1200);
    fake.pause(1000);
    fake.source.say(committed('a'), completed('a', 'And.'));
    expect(transcriber.state.state.finalMillis).toBeGreaterThanOrEqual(960);
    expect(transcriber.state.state.finalMillis).toBeLessThanOrEqual(1000);
  });

  it('lets the service forget a long silence, but not the last second of it', async () => {
    const fake = new FakeSession();
    await listening(fake);
    fake.pause(7960);
    expect(fake.source.sent.filter((entry) => entry === 'clear')).toHaveLength(0);
    fake.pause(400);
    const cleared = fake.source.sent.indexOf('clear');
    expect(fake.source.sent.length - cleared - 1).toBeGreaterThanOrEqual(25);
    fake.speak(4000);
    expect(fake.source.sent.filter((entry) => entry === 'clear')).toHaveLength(1);
  });

  it.each([true, false])(
    'lets the service forget no words, however long the turn was (writable: %s)',
    async (writable) => {
      const fake = new FakeSession();
      await listening(fake);
      fake.pause(2000);
      for (let word = 0; word < 15; word++) {
        fake.speak(520);
        fake.pause(80);
      }
      fake.source.writable = writable;
      fake.pause(400);
      fake.source.writable = true;
      fake.pause(1000);
      expect(fake.source.commits).toEqual(['turn-1']);
      expect(fake.source.sent).not.toContain('clear');
    },
  );

  it('ends a turn that was too soft for the page, once no more words come', async () => {
    const fake = new FakeSession();
    const transcriber = await listening(fake);
    fake.pause(7000);
    fake.source.say(delta('a', 'whispered'));
    fake.pause(2800);
    fake.source.say(delta('a', ' words'));
    fake.pause(2800);
    expect(fake.source.commits).toEqual([]);
    fake.pause(400);
    expect(fake.source.commits).toEqual(['turn-1']);
    expect(fake.source.sent).not.toContain('clear');
    fake.source.say(committed('a'), completed('a', 'Whispered words.'));
    expect(shown(transcriber)).toEqual(['final: Whispered words.']);
  });

  it('keeps what is said while it connects', async () => {
    const fake = new FakeSession();
    transcriberOf(fake).start(wishes);
    await settle();
    fake.speak(400);
    expect(fake.source.sent).toEqual([]);
    fake.source.opening?.(undefined);
    await settle();
    expect(fake.source.sent).toHaveLength(10);
  });

  it('ignores a second start, and a stop that has nothing to stop', async () => {
    const fake = new FakeSession();
    const transcriber = transcriberOf(fake);
    transcriber.stop();
    transcriber.start(wishes);
    transcriber.start(wishes);
    await settle();
    expect(fake.sources).toHaveLength(1);
    expect(transcriber.state.state.phase).toBe('connecting');
  });

  it('sends no more than the source takes, and the rest when it can', async () => {
    const fake = new FakeSession();
    await listening(fake);
    fake.source.writable = false;
    fake.speak(400);
    expect(fake.source.sent).toEqual([]);
    fake.source.writable = true;
    fake.source.listener.onWritable();
    expect(fake.source.sent).toHaveLength(10);
  });

  it('says when speech had to be dropped', async () => {
    const fake = new FakeSession();
    const transcriber = await listening(fake);
    fake.source.writable = false;
    fake.speak(61_000);
    expect(transcriber.state.state.notice).toMatch(/audio were lost/);
  });

  it('shows errors that are no end, but not that a turn was too short', async () => {
    const fake = new FakeSession();
    const transcriber = await listening(fake);
    fake.speak(2400);
    fake.pause(800);
    fake.source.say({ type: 'error', code: 'input_audio_buffer_commit_empty', about: 'turn-1' });
    expect(transcriber.state.state.notice).toBeUndefined();
    fake.source.say({ type: 'error', code: 'server_error', about: undefined });
    expect(transcriber.state.state.notice).toMatch(/server_error/);
  });

  it('clears for good: the turn in the making ends, and the next one is shown', async () => {
    const fake = new FakeSession();
    const transcriber = await listening(fake);
    fake.speak(1000);
    fake.source.say(delta('a', 'secret'));
    transcriber.clear();
    expect(fake.source.commits).toEqual(['turn-1']);
    fake.source.say(committed('a'), completed('a', 'Secret.'), delta('b', 'open'));
    expect(shown(transcriber)).toEqual(['partial: open']);
  });
});

describe('Stop', () => {
  it('commits what is there, waits for its text, and closes everything', async () => {
    const fake = new FakeSession();
    const transcriber = await listening(fake);
    fake.speak(1000);
    transcriber.stop();
    await settle();
    expect(transcriber.state.state.phase).toBe('finishing');
    expect(fake.openMicrophones).toBe(0);
    expect(fake.source.commits).toEqual(['turn-1']);
    fake.source.say(committed('a'), completed('a', 'The last words.'));
    expect(transcriber.state.state.phase).toBe('stopped');
    expect(shown(transcriber)).toEqual(['final: The last words.']);
    expectAllClosed(fake);
  });

  it('waits for the turns before, too', async () => {
    const fake = new FakeSession();
    const transcriber = await listening(fake);
    fake.speak(2400);
    fake.pause(800);
    transcriber.stop();
    await settle();
    fake.source.say(committed('a'));
    expect(transcriber.state.state.phase).toBe('finishing');
    fake.source.say({ type: 'failed', itemId: 'a', code: undefined });
    expect(transcriber.state.state.phase).toBe('stopped');
  });

  it('ends at once when nothing was said', async () => {
    const fake = new FakeSession();
    const transcriber = await listening(fake);
    fake.pause(400);
    transcriber.stop();
    await settle();
    expect(fake.source.commits).toEqual([]);
    expect(transcriber.state.state.phase).toBe('stopped');
  });

  it('lets a service that says when it is done say so', async () => {
    const fake = new FakeSession();
    const transcriber = await listening(fake);
    fake.source.saysWhenDone = true;
    transcriber.stop();
    await settle();
    expect(fake.source.isFinished).toBe(true);
    expect(transcriber.state.state.phase).toBe('finishing');
    fake.source.say(delta('a', 'last'), completed('a', 'Last.'));
    fake.source.lose('connection_lost');
    expect(transcriber.state.state).toMatchObject({ phase: 'stopped', problem: undefined });
    expect(shown(transcriber)).toEqual(['final: Last.']);
  });

  it('waits five seconds at most, and leaves the words as far as they came', async () => {
    const fake = new FakeSession();
    const transcriber = await listening(fake);
    fake.speak(1000);
    fake.source.say(delta('a', 'never final'));
    transcriber.stop();
    await vi.advanceTimersByTimeAsync(4990);
    expect(transcriber.state.state.phase).toBe('finishing');
    await vi.advanceTimersByTimeAsync(20);
    expect(transcriber.state.state.phase).toBe('stopped');
    expect(shown(transcriber)).toEqual(['unfinished: never final']);
    expectAllClosed(fake);
  });

  it('gives up a connection in the making; Start works again', async () => {
    const fake = new FakeSession();
    const transcriber = transcriberOf(fake);
    transcriber.start(wishes);
    await settle();
    transcriber.stop();
    await settle();
    expect(transcriber.state.state).toMatchObject({ phase: 'stopped', problem: undefined });
    expectAllClosed(fake);
    transcriber.start(wishes);
    await settle();
    expect(transcriber.state.state.phase).toBe('connecting');
  });

  it('closes everything at once when the tab is left', async () => {
    const fake = new FakeSession();
    const transcriber = await listening(fake);
    transcriber.dispose();
    expectAllClosed(fake);
    expect(transcriber.state.state.phase).toBe('stopped');
  });
});

describe('failures', () => {
  it('tells that there is no microphone; Start works again', async () => {
    const fake = new FakeSession();
    const { outcome } = fake;
    fake.outcome = { failure: 'refused' };
    const transcriber = transcriberOf(fake);
    transcriber.start(wishes);
    await settle();
    expect(transcriber.state.state).toMatchObject({ phase: 'failed', problem: { code: 'microphone_refused' } });
    fake.outcome = outcome;
    transcriber.start(wishes);
    await settle();
    fake.source.opening?.(undefined);
    await settle();
    expect(transcriber.state.state).toMatchObject({ phase: 'listening', problem: undefined });
  });

  it('tells why a connection did not come about, and closes everything', async () => {
    const fake = new FakeSession();
    const transcriber = transcriberOf(fake);
    transcriber.start(wishes);
    await settle();
    fake.source.opening?.('key_refused');
    await settle();
    expect(transcriber.state.state).toMatchObject({ phase: 'failed', problem: { code: 'key_refused' } });
    expectAllClosed(fake);
  });

  it('tells that the browser cannot capture', async () => {
    const fake = new FakeSession();
    const parts = { ...fake.parts, startCapture: () => Promise.reject(new Error('no worklet')) };
    const transcriber = new Transcriber(parts.makeSource, parts);
    transcriber.start(wishes);
    await settle();
    expect(transcriber.state.state.problem?.code).toBe('audio_unsupported');
    expect(fake.openMicrophones).toBe(0);
  });

  it('brings the last words when the microphone is unplugged, then tells it', async () => {
    const fake = new FakeSession();
    const transcriber = await listening(fake);
    fake.speak(1000);
    fake.unplug();
    await settle();
    fake.source.say(committed('a'), completed('a', 'Until then.'));
    expect(transcriber.state.state).toMatchObject({ phase: 'failed', problem: { code: 'microphone_lost' } });
    expect(shown(transcriber)).toEqual(['final: Until then.']);
  });

  it('does not come back where it is not wanted', async () => {
    const fake = new FakeSession();
    const transcriber = await listening(fake);
    fake.source.lose('upstream_refused');
    expect(transcriber.state.state).toMatchObject({ phase: 'failed', problem: { code: 'upstream_refused' } });
    expectAllClosed(fake);
  });
});

describe('a lost connection', () => {
  it('is told at once, and made again; no word is lost or doubled', async () => {
    const fake = new FakeSession();
    const transcriber = await listening(fake);
    fake.speak(2400);
    fake.pause(800);
    fake.source.say(committed('a'), completed('a', 'First.'));
    fake.speak(800);
    fake.source.say(delta('b', 'sec'));
    const first = fake.source;
    first.lose('connection_lost');
    expect(transcriber.state.state).toMatchObject({ phase: 'reconnecting', problem: { code: 'connection_lost' } });
    expect(shown(transcriber)).toEqual(['final: First.']);

    fake.speak(400);
    await vi.advanceTimersByTimeAsync(500);
    fake.source.opening?.(undefined);
    await settle();
    expect(fake.source).not.toBe(first);
    expect(transcriber.state.state).toMatchObject({ phase: 'listening', problem: undefined });
    fake.pause(1600);
    // All of the second turn, from its first sound on, and nothing of the first.
    expect(fake.source.sent.filter((entry) => entry === 'loud')).toHaveLength(30);
    expect(fake.source.commits).toEqual(['turn-2']);
    fake.source.say(committed('x'), completed('x', 'Second.'));
    expect(shown(transcriber)).toEqual(['final: First.', 'final: Second.']);
  });

  it('sends turns again whose text was due, each with its end', async () => {
    const fake = new FakeSession();
    const transcriber = await listening(fake);
    for (let turn = 0; turn < 2; turn++) {
      fake.speak(2400);
      fake.pause(800);
    }
    fake.source.say(committed('a'), committed('b'), completed('b', 'Second.'));
    fake.source.lose('upstream_lost');
    await vi.advanceTimersByTimeAsync(500);
    fake.source.opening?.(undefined);
    await settle();
    fake.pause(400);
    expect(fake.source.commits).toEqual(['turn-1']);
    fake.source.say(committed('x'), completed('x', 'First.'));
    expect(shown(transcriber).sort()).toEqual(['final: First.', 'final: Second.']);
  });

  it('is given up after some tries; Start works again', async () => {
    const fake = new FakeSession();
    const transcriber = await listening(fake);
    fake.source.lose('connection_lost');
    for (let attempt = 0; attempt < 10 && transcriber.state.state.phase === 'reconnecting'; attempt++) {
      await vi.advanceTimersByTimeAsync(8000);
      fake.source.opening?.('service_unreachable');
      await settle();
    }
    expect(transcriber.state.state).toMatchObject({ phase: 'failed', problem: { code: 'service_unreachable' } });
    expect(fake.sources).toHaveLength(7);
    expectAllClosed(fake);
    transcriber.start(wishes);
    await settle();
    expect(transcriber.state.state).toMatchObject({ phase: 'connecting', turns: [] });
  });

  it('leaves a service in peace for as long as it asks', async () => {
    const fake = new FakeSession();
    const transcriber = await listening(fake);
    fake.source.lose('connection_lost');
    await vi.advanceTimersByTimeAsync(1_000);
    fake.source.opening?.('rate_limited', 30_000);
    await settle();
    const tried = fake.sources.length;
    expect(transcriber.state.state).toMatchObject({ phase: 'reconnecting', problem: { code: 'rate_limited' } });
    await vi.advanceTimersByTimeAsync(29_900);
    expect(fake.sources).toHaveLength(tried);
    await vi.advanceTimersByTimeAsync(200);
    expect(fake.sources).toHaveLength(tried + 1);
  });

  it('can be stopped while it is made again', async () => {
    const fake = new FakeSession();
    const transcriber = await listening(fake);
    fake.source.lose('connection_lost');
    transcriber.stop();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(transcriber.state.state.phase).toBe('stopped');
    expect(fake.sources).toHaveLength(1);
    expectAllClosed(fake);
  });

  it('of a call is made again, too, and says what may be missing', async () => {
    const fake = new FakeSession(false);
    const transcriber = await listening(fake);
    fake.speak(1000);
    expect(fake.source.sent).toEqual([]);
    fake.source.say(delta('a', 'half a'));
    fake.source.lose('connection_lost');
    await vi.advanceTimersByTimeAsync(500);
    fake.source.opening?.(undefined);
    await settle();
    expect(transcriber.state.state.notice).toMatch(/missing/);
    expect(shown(transcriber)).toEqual(['unfinished: half a']);
    fake.pause(1600);
    expect(fake.source.sent).toEqual(['turn-1']);
  });
});
