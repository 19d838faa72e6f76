import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseRealtimeEvent, type RealtimeEvent } from './realtime-event';

const folder = join(import.meta.dirname, '../../../docs/protocol/examples/transcription');
const read = (name: string): string => readFileSync(join(folder, `${name}.json`), 'utf8');

const A = 'item_A7u2Pn5ZdW9ElRtQyC0iJ';
const D = 'item_D4s8Kq1YcV6NjGhMxB3oF';

const understood: Record<string, RealtimeEvent> = {
  'server-session.created': { type: 'session', model: undefined, language: undefined },
  'server-session.updated': { type: 'session', model: 'gpt-realtime-whisper', language: 'en' },
  'server-input_audio_buffer.committed': { type: 'committed', itemId: D, previousItemId: A },
  'server-conversation.item.added': { type: 'item', itemId: D, previousItemId: A },
  'server-conversation.item.done': { type: 'item', itemId: D, previousItemId: A },
  'server-conversation.item.input_audio_transcription.delta': {
    type: 'delta',
    itemId: D,
    contentIndex: 0,
    text: ' ask not',
  },
  'server-conversation.item.input_audio_transcription.completed': {
    type: 'completed',
    itemId: D,
    contentIndex: 0,
    text: 'Ask not what your country can do for you.',
  },
  'server-conversation.item.input_audio_transcription.failed': {
    type: 'failed',
    itemId: D,
    code: 'transcription_failed',
  },
  'server-error-commit-empty': { type: 'error', code: 'input_audio_buffer_commit_empty', about: 'commit-1' },
  'server-error-upstream-unauthorized': { type: 'error', code: 'upstream_unauthorized', about: undefined },
  'server-parley.ready': { type: 'ready' },
  'server-parley.flow-paused': { type: 'flow', paused: true },
  'server-parley.flow-resumed': { type: 'flow', paused: false },
  'server-parley.dropped': { type: 'dropped', millis: 240 },
  'server-parley.closing-stopped': { type: 'closing', reason: 'stopped', code: 1000 },
  'server-parley.closing-upstream-unavailable': { type: 'closing', reason: 'upstream_unavailable', code: 4013 },
  'server-input_audio_buffer.cleared': { type: 'other' },
  'server-input_audio_buffer.speech_started': { type: 'other' },
};

describe('golden messages of transcription', () => {
  it.each(Object.entries(understood))('%s is understood', (name, event) => {
    expect(parseRealtimeEvent(read(name))).toEqual(event);
  });

  const events = readdirSync(folder).filter((name) => /^server-(?!problem|transcription)/.test(name));

  it.each(events)('%s is an event', (name) => {
    expect(parseRealtimeEvent(readFileSync(join(folder, name), 'utf8'))).toBeDefined();
  });
});
