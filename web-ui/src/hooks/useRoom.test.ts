import { act, cleanup, renderHook, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { useRoom } from './useRoom';

function goTo(hash: string): void {
  act(() => {
    window.location.hash = hash;
    window.dispatchEvent(new HashChangeEvent('hashchange'));
  });
}

function room(entersByAddress = true) {
  const { result } = renderHook(() => useRoom({ tab: 'peer-chat', entersByAddress }));
  return result;
}

describe('useRoom', () => {
  beforeEach(() => goTo('#/peer-chat'));
  afterEach(cleanup);

  it('goes in by address, or only when somebody says so', () => {
    goTo('#/peer-chat?room=tea');
    expect(room().current.stay).toBe('room tea');
    const asked = room(false);
    expect(asked.current.stay).toBeUndefined();
    act(() => asked.current.enter('tea'));
    expect(asked.current.stay).toBe('room tea');
  });

  it('shows a created room in the address without leaving it in between', () => {
    const result = room();
    act(() => result.current.create());
    const { stay } = result.current;
    expect(stay).toBeDefined();
    act(() => result.current.named('k3v9'));
    expect(window.location.hash).toBe('#/peer-chat?room=k3v9');
    expect(result.current).toMatchObject({ stay, room: 'k3v9' });
  });

  it.each(['#/video', '#/peer-chat'])('is out of a created room at %s', (hash) => {
    const result = room();
    act(() => result.current.create());
    act(() => result.current.named('k3v9'));
    goTo(hash);
    expect(result.current.stay).toBeUndefined();
  });

  it('leaves the address with the room', async () => {
    goTo('#/peer-chat?room=tea');
    const result = room();
    act(() => result.current.leave());
    expect(window.location.hash).toBe('#/peer-chat');
    // The browser tells of the change a moment later.
    await waitFor(() => expect(result.current.stay).toBeUndefined());
  });
});
