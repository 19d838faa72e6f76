import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodePcm16 } from '../../audio/pcm16';

/** Public-domain recordings of human speech: 24 kHz mono PCM16. */
export type Clip = 'jfk' | '0870_librivox' | '0890_librivox';

/** Reads a clip as samples of −1 … 1. */
export function readClip(clip: Clip): Float32Array {
  const wav = readFileSync(join(import.meta.dirname, `${clip}.wav`));
  const bytes = wav.buffer.slice(wav.byteOffset, wav.byteOffset + wav.byteLength);
  return decodePcm16(bytes.slice(dataOffset(new DataView(bytes))));
}

/** Where the samples begin: RIFF files are a row of chunks, each with a name of four letters and its size. */
function dataOffset(view: DataView): number {
  const DATA = 0x64617461;
  let offset = 12;
  while (view.getUint32(offset) !== DATA) offset += 8 + view.getUint32(offset + 4, true);
  return offset + 8;
}
