import { type RealtimeClientEvent, type RealtimeServerEvent } from 'openai/resources/realtime/realtime';
import { chunks } from './clips';

/** What both WebSocket clients of the package have in common. */
export interface RealtimeClient {
  on(type: 'event', listener: (event: RealtimeServerEvent) => void): unknown;
  on(type: 'error', listener: (error: Error) => void): unknown;
  off(type: 'event', listener: (event: RealtimeServerEvent) => void): unknown;
  off(type: 'error', listener: (error: Error) => void): unknown;
  send(event: RealtimeClientEvent): void;
}

/** What this engine is configured with where nothing else is under test. */
export const LIVE_SESSION = {
  type: 'transcription',
  audio: {
    input: {
      format: { type: 'audio/pcm', rate: 24_000 },
      transcription: { model: 'gpt-realtime-whisper', language: 'en' },
      turn_detection: null,
    },
  },
} as const;

type EventOf<Type extends RealtimeServerEvent['type']> = Extract<RealtimeServerEvent, { type: Type }>;

/** The next event of a type; rejects when an error event comes first. */
export function next<Type extends RealtimeServerEvent['type']>(
  client: RealtimeClient,
  type: Type,
): Promise<EventOf<Type>> {
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void) => {
      client.off('event', onEvent);
      client.off('error', onError);
      settle();
    };
    const onEvent = (event: RealtimeServerEvent) => {
      if (event.type === type) finish(() => resolve(event as EventOf<Type>));
    };
    const onError = (error: Error) => finish(() => reject(error));
    client.on('event', onEvent);
    client.on('error', onError);
  });
}

/** Sends a clip as one turn, and returns its final text. */
export async function transcribe(client: RealtimeClient, pcm: Buffer): Promise<string> {
  const completed = next(client, 'conversation.item.input_audio_transcription.completed');
  for (const audio of chunks(pcm)) client.send({ type: 'input_audio_buffer.append', audio });
  client.send({ type: 'input_audio_buffer.commit' });
  return (await completed).transcript;
}
