import { describe, expect, it } from 'vitest';
import { WireLog } from '../wire/wire-log';
import { type Way, type WayKind } from './link';
import { SocketOrHttp } from './ways';

function way(kind: WayKind): Way {
  const open: Way['open'] = () => {
    throw new Error('nothing is opened here');
  };
  return { kind, tap: new WireLog(), welcomeWithinMillis: 0, open };
}

const socket = way('socket');
const http = way('http');

describe('SocketOrHttp', () => {
  it('begins with the socket, and goes over HTTP at once when nothing comes over the first one', () => {
    const ways = new SocketOrHttp(socket, http);
    expect(ways.next()).toBe(socket);
    expect(ways.failed(socket, false)).toBe(true);
    expect(ways.next()).toBe(http);
  });

  it('blames the server, not the way, when the server said something or HTTP fails, too', () => {
    const ways = new SocketOrHttp(socket, http);
    expect(ways.failed(socket, true)).toBe(false);
    expect(ways.next()).toBe(socket);

    ways.failed(socket, false);
    expect(ways.failed(http, false)).toBe(false);
    expect(ways.next()).toBe(socket);
  });

  it('gives a socket that has worked more than one chance', () => {
    const ways = new SocketOrHttp(socket, http);
    ways.welcomed(socket);
    expect([1, 2, 3].map(() => ways.failed(socket, false))).toEqual([false, false, true]);
    ways.welcomed(http);
    expect(ways.next()).toBe(http);
  });

  it('goes back to the socket, tried less and less often', () => {
    const ways = new SocketOrHttp(socket, http);
    ways.failed(socket, false);
    ways.welcomed(http);
    const waits: (number | undefined)[] = [];
    for (let i = 0; i < 6; i++) {
      waits.push(ways.better(http)?.afterMillis);
      expect(ways.failed(socket, false)).toBe(false);
      expect(ways.next()).toBe(http);
    }
    expect(waits).toEqual([30_000, 60_000, 120_000, 240_000, 480_000, 480_000]);
    ways.welcomed(socket);
    expect(ways.next()).toBe(socket);
    expect(ways.better(socket)).toBeUndefined();
  });
});
