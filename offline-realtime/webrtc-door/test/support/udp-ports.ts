import { createSocket } from 'node:dgram';
import { once } from 'node:events';

const ATTEMPTS = 50;

/** The first of two UDP ports in a row of the loopback address that are free now. */
export async function freeUdpPair(): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    // Below the range that the system gives to others.
    const first = 20_000 + 2 * Math.floor(Math.random() * 5_000);
    if ((await isFree(first)) && (await isFree(first + 1))) return first;
  }
  throw new Error('no two free UDP ports in a row');
}

async function isFree(port: number): Promise<boolean> {
  const socket = createSocket('udp4');
  socket.bind(port, '127.0.0.1');
  const bound = await once(socket, 'listening').then(
    () => true,
    () => false,
  );
  socket.close();
  return bound;
}
