import { describe, expect, it } from 'vitest';
import { pcm16Bytes } from './pcm16';
import { UnfinishedAudio } from './unfinished-audio';

/** A chunk of 40 ms that can be told from others. */
function chunk(mark: number): ArrayBuffer {
  return new Uint8Array(pcm16Bytes(40)).fill(mark).buffer;
}

/** All that is unsent, as marks and commit ids. */
function drain(audio: UnfinishedAudio): (number | string | undefined)[] {
  const sent: (number | string | undefined)[] = [];
  for (let entry = audio.next(); entry !== undefined; entry = audio.next()) {
    sent.push(entry.kind === 'commit' ? entry.commitId : new Uint8Array(entry.pcm)[0]);
  }
  return sent;
}

function spoken(...parts: (number | string)[]): UnfinishedAudio {
  const audio = new UnfinishedAudio();
  for (const part of parts) {
    if (typeof part === 'string') audio.commit(part);
    else audio.append(chunk(part));
  }
  return audio;
}

describe('UnfinishedAudio', () => {
  it('hands out sound and ends of turns in order, once', () => {
    const audio = spoken(1, 2, 'a', 3);
    expect(audio.unsentMillis).toBe(120);
    expect(drain(audio)).toEqual([1, 2, 'a', 3]);
    expect(drain(audio)).toEqual([]);
    audio.append(chunk(4));
    expect(drain(audio)).toEqual([4]);
    expect(audio.unsentMillis).toBe(0);
  });

  it('hands out after a loss what no final text covers', () => {
    const audio = spoken(1, 'a', 2, 3, 'b', 4);
    drain(audio);
    audio.finished('a');
    audio.rewind();
    expect(audio.commitIds).toEqual(['b']);
    expect(drain(audio)).toEqual([2, 3, 'b', 4]);
  });

  it('lets turns finish in any order, and twice', () => {
    const audio = spoken(1, 'a', 2, 'b', 3, 'c', 4);
    drain(audio);
    audio.finished('b');
    audio.finished('b');
    audio.finished('unknown');
    audio.append(chunk(5));
    expect(drain(audio)).toEqual([5]);
    audio.rewind();
    expect(drain(audio)).toEqual([1, 'a', 3, 'c', 4, 5]);
  });

  it('keeps what the service committed by itself apart from what it has not got', () => {
    const audio = spoken(1, 'a', 2, 3);
    drain(audio);
    audio.append(chunk(4));
    audio.committedByService('own');
    expect(drain(audio)).toEqual([4]);
    audio.rewind();
    expect(drain(audio)).toEqual([1, 'a', 2, 3, 'own', 4]);
    audio.finished('own');
    audio.rewind();
    expect(drain(audio)).toEqual([1, 'a', 4]);
  });

  it('keeps one second of the silence before a turn', () => {
    const audio = spoken(1, 'a');
    for (let index = 0; index < 100; index++) audio.append(chunk(2));
    audio.forgetSilence();
    expect(audio.keptMillis).toBe(4040);
    drain(audio);
    audio.forgetSilence();
    expect(audio.keptMillis).toBe(1040);
  });

  it('hands out the open turn again, and no turn before', () => {
    const audio = spoken(1, 'a', 2, 3);
    drain(audio);
    audio.rewindOpenTurn();
    expect(drain(audio)).toEqual([2, 3]);
    const unsent = spoken(1, 'a', 2);
    unsent.rewindOpenTurn();
    expect(drain(unsent)).toEqual([1, 'a', 2]);
  });

  it('is bounded: the oldest goes, and what had not been sent is told', () => {
    const audio = new UnfinishedAudio(200);
    expect(audio.append(chunk(1))).toBe(0);
    audio.commit('a');
    for (const mark of [2, 3, 4, 5]) audio.append(chunk(mark));
    expect(audio.append(chunk(6))).toBe(40);
    expect(audio.keptMillis).toBe(200);
    expect(drain(audio)).toEqual([2, 3, 4, 5, 6]);
    expect(audio.append(chunk(7))).toBe(0);
    expect(drain(audio)).toEqual([7]);
  });

  it('commits nothing where nothing was kept', () => {
    expect(drain(spoken('a'))).toEqual([]);
  });
});
