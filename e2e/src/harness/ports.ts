import { createServer } from 'node:net';

/** How far above the gateway's port the parts and their management ports lie. */
const offsets = [0, 1, 2, 3, 4, 1001, 1002, 1003, 1004];
const lowest = 20_000;
const highest = 29_000;

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** A port base at which all ports that the launcher takes are free on the loopback address. */
export async function freePortBase(): Promise<number> {
  for (let tries = 0; tries < 50; tries++) {
    const base = lowest + 10 * Math.floor((Math.random() * (highest - lowest)) / 10);
    const free = await Promise.all(offsets.map((offset) => isFree(base + offset)));
    if (free.every(Boolean)) return base;
  }
  throw new Error(`No free ports between ${lowest} and ${highest}`);
}
