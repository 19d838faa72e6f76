import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { target } from './paths.ts';

const architectures: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };

/** A redis-server that keeps nothing on disk. */
export class Redis implements AsyncDisposable {
  readonly url: string;
  readonly #process: ChildProcess;

  private constructor(url: string, process: ChildProcess) {
    this.url = url;
    this.#process = process;
  }

  /** Starts it, and returns when it takes connections. */
  static async start(): Promise<Redis> {
    const port = await freePort();
    const network = ['--bind', '127.0.0.1', '--port', String(port)];
    const child = spawn(executable(), [...network, '--save', ''], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise<void>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`redis-server ended with ${String(code)}`)));
      createInterface({ input: child.stdout }).on('line', (line) => {
        if (line.includes('Ready to accept connections')) resolve();
      });
    });
    return new Redis(`redis://127.0.0.1:${port}`, child);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = new Promise<void>((resolve) => this.#process.once('exit', () => resolve()));
    this.#process.kill('SIGKILL');
    await ended;
  }
}

/** The server that Maven brings for this machine, otherwise the one on the PATH. */
function executable(): string {
  const folder = resolve(target, 'redis');
  const ending = `${process.platform}-${architectures[process.arch] ?? process.arch}`;
  const name = readdirSync(folder).find((file) => file.endsWith(ending));
  if (name === undefined) return 'redis-server';
  const path = resolve(folder, name);
  chmodSync(path, 0o755);
  return path;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}
