import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { here, target } from './paths.ts';

/** What is said in each of the clips: public-domain recordings of people, 24 kHz mono PCM16. */
export const spoken = {
  jfk: 'and so my fellow americans ask not what your country can do for you ask what you can do for your country',
  '0870_librivox':
    'and mister john dashwood had then leisure to consider how much there might be prudently in his power to do for them',
  '0890_librivox': 'unless to be rather cold hearted and rather selfish is to be ill disposed',
} as const;

export type ClipName = keyof typeof spoken;

const bytesPerSecond = 48_000;
const headerBytes = 44;

/** After its file the browser's fake microphone plays a noise: silence for longer than any test keeps that away. */
const tailSeconds = 90;

/** A file for the fake microphone. */
export interface Clip {
  readonly path: string;
  /** The words of each turn. */
  readonly turns: readonly string[];
  /** From the beginning of the file to the end of the last recording. */
  readonly millis: number;
  /** When the first recording begins to be loud, and the last one ceases to be, from the beginning of the file. */
  readonly speech: { readonly fromMillis: number; readonly toMillis: number };
}

/** The recordings one after the other, with pauses that end a turn in between, and silence at the end. */
export function clipOf(names: readonly ClipName[], { pauseMillis = 2_000, leadMillis = 0 } = {}): Clip {
  const pause = silence(pauseMillis);
  const parts: Buffer[] = [silence(leadMillis)];
  for (const [index, name] of names.entries()) {
    if (index > 0) parts.push(pause);
    parts.push(readFileSync(resolve(here, 'clips', `${name}.wav`)).subarray(headerBytes));
  }
  const speech = Buffer.concat(parts);
  const samples = Buffer.concat([speech, silence(tailSeconds * 1000)]);
  const folder = resolve(target, 'clips');
  const path = resolve(folder, `${names.join('+')}-${pauseMillis}-${leadMillis}.wav`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, Buffer.concat([header(samples.length), samples]));
  return {
    path,
    turns: names.map((name) => spoken[name]),
    millis: (speech.length / bytesPerSecond) * 1000,
    speech: loudPart(speech),
  };
}

/** By the loudness of pieces of 20 ms: above a thirtieth of the loudest. */
function loudPart(samples: Buffer): Clip['speech'] {
  const pieceBytes = 960;
  const loudness: number[] = [];
  for (let at = 0; at + pieceBytes <= samples.length; at += pieceBytes) {
    let sum = 0;
    for (let offset = at; offset < at + pieceBytes; offset += 2) sum += samples.readInt16LE(offset) ** 2;
    loudness.push(Math.sqrt((2 * sum) / pieceBytes));
  }
  const threshold = Math.max(...loudness) / 30;
  const isLoud = (value: number): boolean => value > threshold;
  return { fromMillis: 20 * loudness.findIndex(isLoud), toMillis: 20 * (loudness.findLastIndex(isLoud) + 1) };
}

function silence(millis: number): Buffer {
  return Buffer.alloc(2 * Math.round((millis * bytesPerSecond) / 2000));
}

function header(dataBytes: number): Buffer {
  const bytes = Buffer.alloc(headerBytes);
  bytes.write('RIFF', 0, 'ascii');
  bytes.writeUInt32LE(36 + dataBytes, 4);
  bytes.write('WAVEfmt ', 8, 'ascii');
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20); // PCM
  bytes.writeUInt16LE(1, 22); // mono
  bytes.writeUInt32LE(24_000, 24);
  bytes.writeUInt32LE(bytesPerSecond, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36, 'ascii');
  bytes.writeUInt32LE(dataBytes, 40);
  return bytes;
}
