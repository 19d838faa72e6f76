// A thread of its own, so that whoever measures isn't slowed by those who flood.
import { randomUUID } from 'node:crypto';
import { setInterval } from 'node:timers';
import { parentPort, workerData } from 'node:worker_threads';
import { WebSocket } from 'ws';

const ENOUGH_WAITING_BYTES = 64 * 1024;
const { port, address, sockets } = workerData;
const codes = new Map();
const open = [];

for (let i = 0; i < sockets; i++) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws/chat`, { headers: { 'X-Forwarded-For': address } });
  socket.on('open', () => {
    socket.send('{"type":"hello"}');
    open.push(socket);
  });
  socket.on('message', (data) => {
    const { type, code } = JSON.parse(data.toString());
    if (type === 'error') codes.set(code, (codes.get(code) ?? 0) + 1);
  });
  socket.on('close', (code) => codes.set(code, (codes.get(code) ?? 0) + 1));
  socket.on('error', () => undefined);
}

setInterval(() => {
  for (const socket of open) {
    if (socket.readyState === WebSocket.OPEN && socket.bufferedAmount < ENOUGH_WAITING_BYTES) {
      socket.send(JSON.stringify({ type: 'say', id: randomUUID(), text: 'flood' }));
    }
  }
  parentPort.postMessage([...codes]);
}, 10);
