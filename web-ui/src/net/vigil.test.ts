import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeNetwork } from '../testing/fake-socket';
import { type Suspicion, Vigil } from './vigil';

function setUp(quietMillis = Infinity) {
  const world = new FakeNetwork();
  const suspicions: Suspicion[] = [];
  const vigil = new Vigil(world, (suspicion) => suspicions.push(suspicion), quietMillis);
  vigil.start();
  const show = (visibilityState: DocumentVisibilityState): void => {
    world.page.visibilityState = visibilityState;
    world.page.dispatchEvent(new Event('visibilitychange'));
  };
  return { world, suspicions, vigil, show };
}

/** The lid was closed for so long: the clock goes on, timers do not. */
function sleep(millis: number): void {
  vi.setSystemTime(Date.now() + millis);
}

describe('Vigil', () => {
  beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
  afterEach(() => void vi.useRealTimers());

  it('notices by the next timer that the computer slept', () => {
    const { suspicions } = setUp();
    sleep(3_600_000);
    vi.advanceTimersByTime(5_000);
    expect(suspicions).toEqual(['slept']);
    vi.advanceTimersByTime(60_000);
    expect(suspicions).toEqual(['slept']);
  });

  it('notices it once, whatever comes first', () => {
    const { world, suspicions, show } = setUp();
    sleep(3_600_000);
    show('visible');
    world.network.dispatchEvent(new Event('online'));
    vi.advanceTimersByTime(10_000);
    expect(suspicions).toEqual(['slept', 'network']);
  });

  it('does not take the slow timers of a hidden page for sleep', () => {
    const { suspicions } = setUp();
    for (let minute = 0; minute < 10; minute++) {
      sleep(60_000);
      vi.advanceTimersByTime(5_000);
    }
    expect(suspicions).toEqual([]);
  });

  it('asks when the network comes or goes', () => {
    const { world, suspicions } = setUp();
    world.network.dispatchEvent(new Event('offline'));
    world.network.dispatchEvent(new Event('online'));
    expect(suspicions).toEqual(['network', 'network']);
  });

  it('asks when somebody looks again, unless something has just come', () => {
    const { suspicions, vigil, show } = setUp();
    show('hidden');
    vi.advanceTimersByTime(20_000);
    vigil.heard();
    show('visible');
    expect(suspicions).toEqual([]);

    show('hidden');
    vi.advanceTimersByTime(20_000);
    show('visible');
    expect(suspicions).toEqual(['shown']);
  });

  it('asks after each stretch of quiet', () => {
    const { suspicions, vigil } = setUp(60_000);
    vi.advanceTimersByTime(55_000);
    vigil.heard();
    vi.advanceTimersByTime(55_000);
    expect(suspicions).toEqual([]);
    vi.advanceTimersByTime(65_000);
    expect(suspicions).toEqual(['quiet', 'quiet']);
  });

  it('rests once it was stopped', () => {
    const { world, suspicions, vigil, show } = setUp(60_000);
    vigil.stop();
    vi.advanceTimersByTime(600_000);
    sleep(3_600_000);
    show('visible');
    world.network.dispatchEvent(new Event('online'));
    expect(suspicions).toEqual([]);
  });
});
