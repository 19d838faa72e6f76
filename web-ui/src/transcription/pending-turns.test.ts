import { describe, expect, it } from 'vitest';
import { type PendingTurn, PendingTurns } from './pending-turns';

const turn = (commitId: string): PendingTurn => ({ commitId, speechStartedAt: undefined, speechEndedAt: undefined });

describe('PendingTurns', () => {
  it('tells which item answers which commit, finished in any order', () => {
    const pending = new PendingTurns();
    pending.commit(turn('1'));
    pending.commit(turn('2'));
    expect(pending.committed('a')).toEqual(turn('1'));
    expect(pending.committed('b')).toEqual(turn('2'));
    expect(pending.finished('b')).toEqual(turn('2'));
    expect(pending.due).toBe(true);
    expect(pending.finished('a')).toEqual(turn('1'));
    pending.commit(turn('3'));
    expect(pending.finished('a')).toBeUndefined();
    expect(pending.due).toBe(true);
  });

  it('takes in what the service commits by itself', () => {
    const pending = new PendingTurns();
    expect(pending.committed('a')).toBeUndefined();
    pending.adopt('a', turn('service'));
    pending.commit(turn('1'));
    expect(pending.finished('a')).toEqual(turn('service'));
    expect(pending.committed('b')).toEqual(turn('1'));
  });

  it('does without the event that names the item', () => {
    const pending = new PendingTurns();
    pending.commit(turn('1'));
    expect(pending.finished('a')).toEqual(turn('1'));
    expect(pending.due).toBe(false);
  });

  it('forgets a commit that is refused', () => {
    const pending = new PendingTurns();
    pending.commit(turn('1'));
    expect(pending.refused(undefined)).toBe(false);
    expect(pending.refused('1')).toBe(true);
    expect(pending.due).toBe(false);
  });

  it('begins anew after a loss with the turns that are sent again', () => {
    const pending = new PendingTurns();
    for (const id of ['1', '2', '3']) pending.commit(turn(id));
    pending.committed('a');
    pending.committed('b');
    pending.restart(['1', '3']);
    expect(pending.committed('x')).toEqual(turn('1'));
    expect(pending.committed('y')).toEqual(turn('3'));
    expect(pending.finished('b')).toBeUndefined();
  });
});
