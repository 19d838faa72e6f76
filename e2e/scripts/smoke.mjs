// Checks a running Parley from outside, with nothing but Node: the page, its parts, and one chat message through the gateway.
// Usage: node --experimental-websocket smoke.mjs URL
import { randomUUID } from 'node:crypto';

const [address] = process.argv.slice(2);
if (address === undefined) throw new Error('Usage: node --experimental-websocket smoke.mjs URL');
const gateway = new URL(address);
const limitMillis = 15_000;

async function get(path, mediaType) {
  const response = await fetch(new URL(path, gateway), { signal: AbortSignal.timeout(limitMillis) });
  const body = await response.text();
  const found = response.headers.get('content-type') ?? '';
  if (!response.ok || !found.includes(mediaType)) throw new Error(`${path}: ${response.status} ${found}`);
  process.stdout.write(`ok  ${path}\n`);
  return body;
}

function sayAndHear(text) {
  const id = randomUUID();
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(new URL('/ws/chat', gateway.href.replace(/^http/, 'ws')));
    const impatience = setTimeout(() => reject(new Error('chat: nothing came back in time')), limitMillis);
    socket.onopen = () => socket.send(JSON.stringify({ type: 'hello', name: 'Smoke' }));
    socket.onerror = () => reject(new Error('chat: the socket could not be opened'));
    socket.onmessage = ({ data }) => {
      const message = JSON.parse(data);
      if (message.type === 'welcome') socket.send(JSON.stringify({ type: 'say', id, text }));
      if (message.type === 'said' && message.id === id) {
        clearTimeout(impatience);
        socket.close(1000);
        if (message.text === text) resolve();
        else reject(new Error(`chat: said ${message.text}`));
      }
    };
  });
}

const page = await get('/', 'text/html');
const [, script] = /<script[^>]* src="([^"]+)"/.exec(page) ?? [];
if (script === undefined) throw new Error('the page has no script');
await get(script, 'javascript');
const transcription = JSON.parse(await get('/api/transcription', 'application/json'));
if (!transcription.ready) throw new Error(`transcription is not ready: ${transcription.reason}`);
await get('/api/ice-servers', 'application/json');
await sayAndHear(`hello from outside ${randomUUID()}`);
process.stdout.write('ok  one chat message, there and back\n');
