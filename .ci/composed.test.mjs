// What must hold of the composed system, through its gateway: started by .ci/containers, which sets the environment. The
// tests build on each other; the last one stops the system.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import https from 'node:https';
import { after, test } from 'node:test';

const base = process.env.PARLEY_E2E_URL;
const sockets = new Set();
const ephemeralKeys = [];
after(() => sockets.forEach((socket) => socket.close()));

/** A WebSocket whose JSON messages can be waited for. */
async function open(path, protocols = []) {
  const socket = new WebSocket(base.replace('http', 'ws') + path, protocols);
  sockets.add(socket);
  const seen = [];
  let waiting = [];
  const check = () => {
    waiting = waiting.filter(({ fits, resolve }) => {
      const message = seen.find(fits);
      if (message) resolve(message);
      return !message;
    });
  };
  socket.addEventListener('message', ({ data }) => {
    seen.push(JSON.parse(data));
    check();
  });
  const closed = new Promise((resolve) => socket.addEventListener('close', ({ code }) => resolve(code)));
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', () => reject(new Error(`${path} can't be opened`)));
  });
  return {
    seen,
    closed,
    socket,
    send: (message) => socket.send(JSON.stringify(message)),
    next: (type, fits = () => true, millis = 20_000) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(
          () => reject(new Error(`no ${type} within ${millis} ms; came: ${seen.map((message) => message.type)}`)),
          millis,
        );
        waiting.push({
          fits: (message) => message.type === type && fits(message),
          resolve: (message) => {
            clearTimeout(late);
            resolve(message);
          },
        });
        check();
        closed.then((code) => {
          clearTimeout(late);
          reject(new Error(`closed with ${code} before ${type}`));
        });
      }),
  };
}

async function person(path, name, hello = {}) {
  const socket = await open(path);
  socket.send({ type: 'hello', name, ...hello });
  return { ...socket, welcome: await socket.next('welcome') };
}

/** The container of signaling-service that has welcomed somebody: its log says so. */
function nodeOf({ welcome }) {
  const welcomed = (line) => line.includes('welcomed') && line.includes(welcome.self);
  return eventually(() => {
    const node = containers('signaling-service').find((one) => docker('logs', one).split('\n').some(welcomed));
    return node ?? assert.fail(`no node has welcomed ${welcome.self}`);
  });
}

/** Two people who came through the gateway to different nodes. */
async function onTwoNodes(path) {
  const first = await person(path, 'Ada');
  const node = await nodeOf(first);
  for (let i = 0; i < 20; i++) {
    const second = await person(path, 'Grace');
    if ((await nodeOf(second)) !== node) return [first, second];
    second.socket.close();
  }
  throw new Error(`twenty sockets of ${path} came to the same node`);
}

function kill(container) {
  process.kill(Number(docker('inspect', '-f', '{{.State.Pid}}', container)), 'SIGKILL');
}

async function eventually(attempt, millis = 60_000) {
  for (const deadline = Date.now() + millis; ;) {
    try {
      return await attempt();
    } catch (failure) {
      if (Date.now() > deadline) throw failure;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

const needsRoot = { skip: process.getuid() !== 0 && 'needs root' };

/** The samples of a WAV file of 24 kHz, 16 bit, mono. */
function samples(path) {
  const file = readFileSync(path);
  const start = file.indexOf('data', 12, 'latin1') + 8;
  return file.subarray(start, start + file.readUInt32LE(start - 4));
}

const CLIP = samples('offline-realtime/src/test/resources/jfk.wav');

/** Sends a clip in pieces of 100 ms, faster than speech but no faster than the service takes it. */
async function speak(transcription, clip) {
  for (let at = 0; at < clip.length; at += 4800) {
    transcription.socket.send(clip.subarray(at, at + 4800));
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

const words = (text) => text.toLowerCase().replace(/[^a-z ]/g, '');
const docker = (...args) =>
  execFileSync('docker', args, { encoding: 'utf8', maxBuffer: 1 << 26, stdio: ['ignore', 'pipe', 'pipe'] });
const compose = (...args) => docker('compose', '--profile', 'tls', ...args);
const containers = (service) => compose('ps', '-q', service).trim().split('\n').filter(Boolean);
const logLines = () =>
  compose('logs', '--no-color', '--no-log-prefix')
    .split('\n')
    .map((line) => line.replace(/\u001b\[2K/g, '').trim())
    .filter(Boolean);

test('the page comes with strict headers, compressed, and its assets for good', async () => {
  const page = await fetch(base);
  assert.equal(page.status, 200);
  assert.match(page.headers.get('content-security-policy'), /default-src 'none'.*frame-ancestors 'none'/);
  assert.doesNotMatch(page.headers.get('content-security-policy'), /unsafe/);
  assert.match(
    page.headers.get('permissions-policy'),
    /camera=\(self\).*microphone=\(self\).*display-capture=\(self\)/,
  );
  assert.equal(page.headers.get('x-content-type-options'), 'nosniff');
  assert.equal(page.headers.get('cache-control'), 'no-cache');
  const script = (await page.text()).match(/src="(\/assets\/[^"]+\.js)"/)[1];
  const asset = await fetch(base + script, { headers: { 'accept-encoding': 'gzip' } });
  assert.equal(asset.headers.get('content-encoding'), 'gzip');
  assert.match(asset.headers.get('cache-control'), /immutable/);
  assert.match(asset.headers.get('content-security-policy'), /default-src 'none'/);
});

test('the gateway refuses what is not ours', async () => {
  const status = async (path, init) => (await fetch(base + path, init)).status;
  assert.equal(await status('/nothing-here'), 404);
  assert.equal(await status('/q/health/ready'), 404);
  assert.equal(await status('/q/metrics'), 404);
  assert.equal(await status('/api/chat//stream'), 400);
  const foreign = {
    method: 'POST',
    headers: { origin: 'https://elsewhere.example', 'content-type': 'application/json' },
    body: '{}',
  };
  assert.equal(await status('/api/transcription-session', foreign), 403);
  const misdirected = await new Promise((resolve, reject) => {
    import('node:http').then(({ get }) =>
      get(base, { headers: { host: 'elsewhere.example' } }, (answer) => resolve(answer.resume().statusCode)).on(
        'error',
        reject,
      ),
    );
  });
  assert.equal(misdirected, 421);
});

test('a page of another site opens no socket, and our own opens all', async () => {
  const { request } = await import('node:http');
  const upgrade = (path, origin) =>
    new Promise((resolve, reject) => {
      const headers = {
        origin,
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
      };
      request(base + path, { headers })
        .on('upgrade', (answer, socket) => resolve(socket.destroy() && answer.statusCode))
        .on('response', (answer) => resolve(answer.resume().statusCode))
        .on('error', reject)
        .end();
    });
  for (const path of ['/ws/chat', '/ws/rooms', '/ws/transcription', '/v1/realtime']) {
    assert.equal(await upgrade(path, base), 101, path);
    assert.equal(await upgrade(path, 'https://elsewhere.example'), 403, path);
  }
});

test('https with a certificate that was made here', async () => {
  const get = (path, options) =>
    new Promise((resolve, reject) => {
      https
        .get(process.env.PARLEY_TLS_URL + path, options, (answer) => {
          let body = '';
          answer.on('data', (chunk) => (body += chunk)).on('end', () => resolve({ status: answer.statusCode, body }));
        })
        .on('error', reject);
    });
  const { body: authority } = await get('/local-ca.crt', { rejectUnauthorized: false });
  assert.match(authority, /BEGIN CERTIFICATE/);
  assert.equal((await get('/', { ca: authority })).status, 200);
  assert.match((await get('/trust', { ca: authority })).body, /local-ca\.crt/);
  // The page's own origin is the https one: the services must believe the gateway's word for it.
  const own = { ca: authority, headers: { origin: process.env.PARLEY_TLS_URL } };
  assert.equal((await get('/api/ice-servers', own)).status, 200);
});

test('two clients chat', async () => {
  const ada = await person('/ws/chat', 'Ada');
  const grace = await person('/ws/chat', 'Grace');
  const id = randomUUID();
  ada.send({ type: 'say', id, text: 'Hello from a container' });
  for (const reader of [ada, grace]) {
    const said = await reader.next('said', (message) => message.id === id);
    assert.equal(said.from.name, 'Ada');
  }
});

test('a room relays between its two members', async () => {
  const room = `composed-${randomUUID().slice(0, 8)}`;
  const first = await person('/ws/rooms', 'First');
  first.send({ type: 'join', id: 'j1', kind: 'video', room });
  await first.next('joined');
  const second = await person('/ws/rooms', 'Second');
  second.send({ type: 'join', id: 'j1', kind: 'video', room });
  const { peers } = await second.next('joined');
  assert.equal(peers[0].name, 'First');
  second.send({ type: 'description', id: 'd1', to: peers[0].id, description: { type: 'offer', sdp: 'v=0\r\n' } });
  assert.equal((await first.next('description')).description.sdp, 'v=0\r\n');
});

test('an ephemeral key opens a session at the offline engine', async () => {
  const answer = await fetch(`${base}/api/transcription-session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"language":"en"}',
  });
  assert.equal(answer.status, 200);
  const { value, endpoints } = await answer.json();
  ephemeralKeys.push(value);
  const session = await open(endpoints.websocket, ['realtime', `openai-insecure-api-key.${value}`]);
  await session.next('session.created');
});

test('a clip is transcribed through the gateway', async () => {
  const transcription = await open('/ws/transcription?language=en');
  await transcription.next('parley.ready');
  await speak(transcription, CLIP);
  transcription.send({ type: 'input_audio_buffer.commit' });
  const { transcript } = await transcription.next(
    'conversation.item.input_audio_transcription.completed',
    undefined,
    60_000,
  );
  assert.match(words(transcript), /ask not what your country can do for you/);
});

test('transcription scales to three while a session is open, and that session loses nothing', async () => {
  const before = await open('/ws/transcription?language=en');
  await before.next('parley.ready');
  await speak(before, CLIP.subarray(0, CLIP.length >> 1));
  compose('up', '-d', '--no-recreate', '--wait', '--scale', 'transcription-service=3');
  assert.equal(containers('transcription-service').length, 3);
  for (let i = 0; i < 24; i++) assert.equal((await fetch(`${base}/api/transcription`)).status, 200);
  const parts = new Set(
    logLines()
      .filter((line) => line.includes('"path":"/api/transcription"'))
      .map((line) => JSON.parse(line).part),
  );
  assert.ok(parts.size >= 3, `the gateway asked ${[...parts]}`);
  await speak(before, CLIP.subarray(CLIP.length >> 1));
  before.send({ type: 'input_audio_buffer.commit' });
  const { transcript } = await before.next('conversation.item.input_audio_transcription.completed', undefined, 60_000);
  assert.match(words(transcript), /ask not what your country can do for you/);
});

test('a part that died is told of, comes back by itself, and knows everybody and everything', needsRoot, async () => {
  const ada = await person('/ws/chat', 'Ada');
  const id = randomUUID();
  ada.send({ type: 'say', id, text: 'Said before the end' });
  await ada.next('said', (message) => message.id === id);
  kill(containers('signaling-service')[0]);
  const deadline = Date.now() + 60_000;
  const statuses = [];
  do {
    const answer = await fetch(`${base}/api/ice-servers`);
    statuses.push(answer.status);
    if (answer.status === 503) assert.equal((await answer.json()).code, 'unavailable');
    await new Promise((resolve) => setTimeout(resolve, 100));
  } while ((!statuses.includes(503) || statuses.at(-1) !== 200) && Date.now() < deadline);
  assert.ok(statuses.includes(503));
  assert.equal(statuses.at(-1), 200);
  const { resume, cursor, self } = ada.welcome;
  const back = await eventually(() => person('/ws/chat', 'Ada', { resume, after: cursor }));
  assert.ok(back.welcome.resumed);
  assert.equal(back.welcome.self, self);
  assert.equal((await back.next('said', (message) => message.id === id)).text, 'Said before the end');
});

test('signaling scales to two, and they are one chat and one set of rooms', async () => {
  compose(
    'up',
    '-d',
    '--no-recreate',
    '--wait',
    '--scale',
    'signaling-service=2',
    '--scale',
    'transcription-service=3',
  );
  assert.equal(containers('signaling-service').length, 2);
  const [ada, grace] = await onTwoNodes('/ws/chat');
  for (const [speaker, listener] of [
    [ada, grace],
    [grace, ada],
  ]) {
    const id = randomUUID();
    speaker.send({ type: 'say', id, text: 'Heard on the other node' });
    await listener.next('said', (message) => message.id === id);
  }
  const [first, second] = await onTwoNodes('/ws/rooms');
  const room = `two-nodes-${randomUUID().slice(0, 8)}`;
  first.send({ type: 'join', id: 'j1', kind: 'chat', room });
  await first.next('joined');
  second.send({ type: 'join', id: 'j1', kind: 'chat', room });
  assert.equal((await second.next('joined')).peers[0].id, first.welcome.self);
  first.send({
    type: 'description',
    id: 'd1',
    to: second.welcome.self,
    description: { type: 'offer', sdp: 'v=0\r\n' },
  });
  assert.equal((await second.next('description')).from, first.welcome.self);
});

test('a node that dies loses nothing: its people come back to the other one', needsRoot, async () => {
  const [ada, grace] = await onTwoNodes('/ws/chat');
  const say = async (text) => {
    const id = randomUUID();
    ada.send({ type: 'say', id, text });
    await ada.next('said', (message) => message.id === id);
    return id;
  };
  const heard = await say('Before');
  const { cursor } = await grace.next('said', (message) => message.id === heard);
  kill(await nodeOf(grace));
  assert.equal(await grace.closed, 1006);
  const missed = [];
  for (let i = 0; i < 5; i++) missed.push(await say(`Missed ${i}`));
  const { resume, self } = grace.welcome;
  const back = await eventually(() => person('/ws/chat', 'Grace', { resume, after: cursor }));
  assert.ok(back.welcome.resumed);
  assert.equal(back.welcome.self, self);
  await back.next('said', (message) => message.id === missed.at(-1));
  assert.deepEqual(
    back.seen.filter(({ type }) => type === 'said').map(({ id }) => id),
    missed,
  );
  assert.ok(!back.seen.some(({ type }) => type === 'gap'));
});

test('Redis away is told of, and is over by itself', needsRoot, async () => {
  const ada = await person('/ws/chat', 'Ada');
  const [node] = containers('signaling-service');
  compose('pause', 'redis');
  try {
    ada.send({ type: 'say', id: randomUUID(), text: 'Into the void' });
    assert.equal((await ada.next('error')).code, 'unavailable');
    await eventually(() => assert.throws(() => docker('exec', node, 'healthy', '9081')));
  } finally {
    compose('unpause', 'redis');
  }
  await eventually(async () => {
    const id = randomUUID();
    ada.send({ type: 'say', id, text: 'Back again' });
    await ada.next('said', (message) => message.id === id, 2_000);
  });
  kill(containers('redis')[0]);
  const after = await eventually(() => person('/ws/chat', 'After'));
  await after.next('said', (message) => message.text === 'Back again');
});

test('a stop is graceful, quick, and delivers the last words first', async () => {
  const transcription = await open('/ws/transcription?language=en');
  await transcription.next('parley.ready');
  await speak(transcription, CLIP);
  const chat = await person('/ws/chat', 'Last');
  const start = Date.now();
  const stopped = new Promise((resolve, reject) => {
    import('node:child_process').then(({ execFile }) =>
      execFile('docker', ['compose', '--profile', 'tls', 'stop'], (error) => (error ? reject(error) : resolve())),
    );
  });
  const { transcript } = await transcription.next(
    'conversation.item.input_audio_transcription.completed',
    undefined,
    15_000,
  );
  assert.match(words(transcript), /country/);
  assert.equal(await transcription.closed, 4001);
  assert.equal(await chat.closed, 4001);
  await stopped;
  const seconds = (Date.now() - start) / 1000;
  console.log(`stopped in ${seconds.toFixed(1)} s`);
  assert.ok(seconds < 15);
});

test('logs are one JSON object a line, and free of secrets', () => {
  const lines = logLines();
  const resumeSecret = docker(
    'run',
    '--rm',
    '-v',
    `${process.env.COMPOSE_PROJECT_NAME}_secrets:/s:ro`,
    'parley/signaling-service:0.1.0',
    'cat',
    '/s/resume-secret',
  );
  assert.ok(resumeSecret.length >= 32);
  assert.ok(lines.length > 20);
  for (const line of lines) assert.doesNotThrow(() => JSON.parse(line), `not JSON: ${line}`);
  for (const secret of [resumeSecret, ...ephemeralKeys]) {
    assert.ok(!lines.some((line) => line.includes(secret)));
  }
});
