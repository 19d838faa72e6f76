import { readFileSync } from 'node:fs';
import { repository } from './repository';

/** Recorded human speech: public domain, PCM16 mono 24 kHz. */
export interface Clip {
  readonly name: string;
  readonly pcm: Buffer;
  /** What is said, in lower case and without punctuation. */
  readonly words: string;
}

/** Bytes of a second of PCM16 at 24 kHz. */
export const BYTES_PER_SECOND = 48_000;

const WAV_HEADER_BYTES = 44;

export const CLIPS: readonly Clip[] = [
  clip(
    'jfk',
    'and so my fellow americans ask not what your country can do for you ask what you can do for your country',
  ),
  clip(
    '0870_librivox',
    'and mister john dashwood had then leisure to consider how much there might be prudently in his power to do for them',
  ),
  clip('0890_librivox', 'unless to be rather cold hearted and rather selfish is to be ill disposed'),
];

/** The shortest clip. */
export const SHORT_CLIP: Clip = clip(
  '0890_librivox',
  'unless to be rather cold hearted and rather selfish is to be ill disposed',
);

/** So much silence. */
export function silence(millis: number): Buffer {
  return Buffer.alloc((millis * BYTES_PER_SECOND) / 1_000);
}

/** The clip in chunks of 100 ms, as Base64. */
export function chunks(pcm: Buffer): string[] {
  const size = BYTES_PER_SECOND / 10;
  return Array.from({ length: Math.ceil(pcm.length / size) }, (_, i) =>
    pcm.subarray(i * size, (i + 1) * size).toString('base64'),
  );
}

function clip(name: string, words: string): Clip {
  const wav = readFileSync(repository(`offline-realtime/src/test/resources/${name}.wav`));
  return { name, pcm: wav.subarray(WAV_HEADER_BYTES), words };
}
