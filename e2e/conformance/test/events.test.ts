import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, inject, test } from 'vitest';
import { chunks, SHORT_CLIP, silence } from '../support/clips';
import { eventCheck } from '../support/event-schema';
import { type RawEvent, RawSession } from '../support/raw-session';
import { LIVE_SESSION } from '../support/transcript';

const services = inject('services');
const check = eventCheck(inject('eventSchema'));
const STANDARD_KEY = { authorization: 'Bearer offline' };

/** The text events of a turn that go by, whatever their number. */
const DELTA = 'conversation.item.input_audio_transcription.delta';
const COMPLETED = 'conversation.item.input_audio_transcription.completed';

let sessions: RawSession[] = [];

/** Whatever a test was about: no event may be other than the package's types say. */
afterEach(() => {
  const wrong = sessions.flatMap(({ events }) => events.map((event) => ({ event, errors: check(event) })));
  for (const session of sessions) session.close();
  sessions = [];
  expect(wrong.filter(({ errors }) => errors.length > 0)).toEqual([]);
});

function open(query = '?intent=transcription', headers: Record<string, string> = STANDARD_KEY): RawSession {
  const session = new RawSession(services.http, query, headers);
  sessions.push(session);
  return session;
}

/** A session with another model, and the turn detection that belongs to it. */
async function openWith(model: string, turnDetection: object | null, extra: object = {}): Promise<RawSession> {
  const session = open();
  await session.event('session.created');
  const transcription = { model, language: 'en' };
  const input = { ...LIVE_SESSION.audio.input, transcription, turn_detection: turnDetection };
  await session.ask(
    { type: 'session.update', session: { type: 'transcription', audio: { input }, ...extra } },
    'session.updated',
  );
  return session;
}

function speak(session: RawSession, pcm: Buffer): void {
  for (const audio of chunks(pcm)) session.send({ type: 'input_audio_buffer.append', audio });
}

/** Sends a clip as a microphone does: 100 ms of it every 100 ms. */
async function speakLive(session: RawSession, pcm: Buffer): Promise<void> {
  for (const audio of chunks(pcm)) {
    session.send({ type: 'input_audio_buffer.append', audio });
    await delay(100);
  }
}

/** The types from the first `from` on, each run of deltas as one. */
function flow(session: RawSession, from: string): string[] {
  const types = session.types.slice(session.types.indexOf(from));
  return types.filter((type, i) => type !== DELTA || types[i - 1] !== DELTA);
}

const textOf = (events: readonly RawEvent[]) =>
  events.flatMap(({ type, delta }) => (type === DELTA ? [String(delta)] : [])).join('');

describe('the schema', () => {
  test('takes a right event, and refuses one that lacks a member or has a wrong one', () => {
    expect(check({ type: 'input_audio_buffer.committed', event_id: 'e', item_id: 'i' })).toEqual([]);
    expect(check({ type: 'input_audio_buffer.committed', event_id: 'e' })).not.toEqual([]);
    expect(check({ type: 'error', event_id: 'e', error: { type: 'x', message: 7 } })).not.toEqual([]);
    expect(check({ type: 'something.else', event_id: 'e' })).not.toEqual([]);
  });
});

describe.each(['gpt-realtime-whisper', 'gpt-live-transcribe'])('the live model %s', (model) => {
  const language = model === 'gpt-live-transcribe' ? { languages: ['en'] } : { language: 'en' };
  const update = {
    type: 'session.update',
    session: {
      type: 'transcription',
      audio: { input: { ...LIVE_SESSION.audio.input, transcription: { model, ...language } } },
    },
  };

  test('tells words before the commit, and the rest in order after it', async () => {
    const session = open();
    await session.event('session.created');
    await session.ask(update, 'session.updated');
    await speakLive(session, SHORT_CLIP.pcm);
    expect(session.types).toContain(DELTA);
    session.send({ type: 'input_audio_buffer.commit' });
    const completed = await session.event(COMPLETED);

    const afterCommit = flow(session, 'input_audio_buffer.committed').filter((type) => type !== DELTA);
    expect(afterCommit).toEqual([
      'input_audio_buffer.committed',
      'conversation.item.added',
      'conversation.item.done',
      COMPLETED,
    ]);
    expect(session.types).not.toContain('input_audio_buffer.speech_started');
    const items = session.events.filter(({ item_id }) => item_id !== undefined).map(({ item_id }) => item_id);
    expect(new Set(items).size).toBe(1);
    expect(completed).toMatchObject({ usage: { type: 'duration' } });
    expect(textOf(session.events).length).toBeGreaterThan(0);
  });

  test('keeps turns apart and in order', async () => {
    const session = open();
    await session.event('session.created');
    await session.ask(update, 'session.updated');
    speak(session, SHORT_CLIP.pcm);
    const first = await session.ask({ type: 'input_audio_buffer.commit' }, 'input_audio_buffer.committed');
    speak(session, SHORT_CLIP.pcm);
    const second = await session.ask({ type: 'input_audio_buffer.commit' }, 'input_audio_buffer.committed');
    await session.event(COMPLETED, session.types.indexOf(COMPLETED) + 1);
    expect(first.previous_item_id).toBeNull();
    expect(second.previous_item_id).toBe(first.item_id);
    expect(second.item_id).not.toBe(first.item_id);
  });

  test('refuses turn detection, and keeps its configuration whole', async () => {
    const session = open();
    await session.event('session.created');
    await session.ask(update, 'session.updated');
    const vad = {
      type: 'session.update',
      event_id: 'mine',
      session: { type: 'transcription', audio: { input: { turn_detection: { type: 'server_vad' } } } },
    };
    expect(await session.ask(vad, 'error')).toMatchObject({
      error: { code: 'invalid_value', param: 'session.audio.input.turn_detection', event_id: 'mine' },
    });
    const unchanged = { type: 'session.update', session: { type: 'transcription' } };
    expect(await session.ask(unchanged, 'session.updated')).toMatchObject({
      session: { audio: { input: { turn_detection: null, transcription: { model } } } },
    });
  });
});

describe.each([
  ['gpt-4o-transcribe', 'tokens'],
  ['gpt-4o-mini-transcribe', 'tokens'],
  ['whisper-1', 'duration'],
])('the model %s', (model, usage) => {
  test('finds the end of a turn by itself, and tells its words after it', async () => {
    const session = await openWith(model, { type: 'server_vad', silence_duration_ms: 500 });
    speak(session, Buffer.concat([silence(500), SHORT_CLIP.pcm, silence(1_500)]));
    const completed = await session.event(COMPLETED);
    expect(flow(session, 'input_audio_buffer.speech_started')).toEqual([
      'input_audio_buffer.speech_started',
      'input_audio_buffer.speech_stopped',
      'input_audio_buffer.committed',
      'conversation.item.added',
      'conversation.item.done',
      DELTA,
      COMPLETED,
    ]);
    expect(completed).toMatchObject({ usage: { type: usage } });
    expect(textOf(session.events)).toBe(completed.transcript);
  });

  test('takes a commit of the client when it shall not find the end', async () => {
    const session = await openWith(model, null);
    speak(session, SHORT_CLIP.pcm);
    session.send({ type: 'input_audio_buffer.commit' });
    await session.event(COMPLETED);
    expect(session.types).not.toContain('input_audio_buffer.speech_started');
  });
});

describe('a session', () => {
  test('begins with the documented defaults', async () => {
    expect(await open().event('session.created')).toMatchObject({
      session: {
        type: 'transcription',
        object: 'realtime.transcription_session',
        id: expect.stringMatching(/^sess_/) as string,
        expires_at: expect.any(Number) as number,
        audio: {
          input: {
            format: { type: 'audio/pcm', rate: 24_000 },
            turn_detection: { type: 'server_vad', threshold: 0.5, prefix_padding_ms: 300, silence_duration_ms: 200 },
          },
        },
      },
    });
  });

  test('takes semantic turn detection and noise reduction', async () => {
    const session = await openWith('gpt-4o-transcribe', { type: 'semantic_vad', eagerness: 'high' });
    const update = {
      type: 'session.update',
      session: { type: 'transcription', audio: { input: { noise_reduction: { type: 'near_field' } } } },
    };
    expect(await session.ask(update, 'session.updated')).toMatchObject({
      session: { audio: { input: { noise_reduction: { type: 'near_field' } } } },
    });
  });

  test('clears its buffer, and retrieves and deletes items', async () => {
    const session = await openWith('gpt-realtime-whisper', null);
    speak(session, silence(500));
    await session.ask({ type: 'input_audio_buffer.clear' }, 'input_audio_buffer.cleared');
    speak(session, SHORT_CLIP.pcm);
    session.send({ type: 'input_audio_buffer.commit' });
    const { item_id } = await session.event(COMPLETED);
    const retrieve = { type: 'conversation.item.retrieve', item_id };
    expect(await session.ask(retrieve, 'conversation.item.retrieved')).toMatchObject({ item: { id: item_id } });
    const remove = { type: 'conversation.item.delete', item_id };
    expect(await session.ask(remove, 'conversation.item.deleted')).toMatchObject({ item_id });
    expect(await session.ask(retrieve, 'error')).toMatchObject({ error: { type: 'invalid_request_error' } });
  });

  test('has an answer for silence', async () => {
    const session = await openWith('gpt-realtime-whisper', null);
    speak(session, silence(1_000));
    session.send({ type: 'input_audio_buffer.commit' });
    expect(await session.event(COMPLETED)).toMatchObject({ transcript: '' });
  });

  test('survives bad events, and echoes their ids', async () => {
    const session = await openWith('gpt-realtime-whisper', null);
    const error = async (event: object | string | Buffer) => (await session.ask(event, 'error')).error;
    expect(await error('{')).toMatchObject({ code: 'invalid_json', param: null, event_id: null });
    expect(await error(Buffer.of(1, 2))).toMatchObject({ code: 'invalid_event', param: null });
    expect(await error({ type: 'nope', event_id: 'mine' })).toMatchObject({
      code: 'invalid_value',
      param: 'type',
      event_id: 'mine',
    });
    expect(await error({ type: 'input_audio_buffer.commit' })).toMatchObject({
      code: 'input_audio_buffer_commit_empty',
    });
    const bogus = { type: 'session.update', session: { type: 'transcription', bogus_field: 1 } };
    expect(await error(bogus)).toMatchObject({ code: 'unknown_parameter', param: 'session.bogus_field' });
    const slow = { type: 'audio/pcm', rate: 16_000 };
    const update = { type: 'session.update', session: { type: 'transcription', audio: { input: { format: slow } } } };
    expect(await error(update)).toMatchObject({
      code: 'integer_below_min_value',
      param: 'session.audio.input.format.rate',
    });
    expect(await error({ type: 'input_audio_buffer.append', audio: '%%%' })).toMatchObject({ param: 'audio' });
    speak(session, SHORT_CLIP.pcm);
    session.send({ type: 'input_audio_buffer.commit' });
    await session.event(COMPLETED);
  });
});

describe('a refused connection', () => {
  const refusal = (query: string, headers: Record<string, string>) => {
    const session = open(query, headers);
    return Promise.all([session.event('error'), session.closed()]);
  };

  test.each([
    ['a wrong key', '?intent=transcription', { authorization: 'Bearer sk-wrong' }, 3000, 'invalid_api_key'],
    ['no model', '', STANDARD_KEY, 4000, 'missing_model'],
    ['a model for transcription', '?intent=transcription&model=whisper-1', STANDARD_KEY, 4000, 'invalid_model'],
    ['an unknown model', '?model=gpt-nope', STANDARD_KEY, 4000, 'invalid_model'],
    [
      'the beta header',
      '?intent=transcription',
      { ...STANDARD_KEY, 'OpenAI-Beta': 'realtime=v1' },
      4000,
      'beta_api_shape_disabled',
    ],
  ])('for %s is told by an error, and then closed', async (_what, query, headers, closeCode, code) => {
    const [event, close] = await refusal(query, headers);
    expect(event).toMatchObject({ error: { type: 'invalid_request_error', code } });
    expect(close).toEqual({ code: closeCode, reason: `invalid_request_error.${code}` });
  });

  test('for no key has no code', async () => {
    const [event, close] = await refusal('?intent=transcription', {});
    expect(event).toMatchObject({ error: { type: 'invalid_request_error' } });
    expect(close).toEqual({ code: 3000, reason: 'invalid_request_error' });
  });
});
