import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

const POLL_MILLIS = 100;
const KEPT_LINES = 5_000;

/** A program that a test started, and that is killed at the latest when the test run ends. */
export class Program {
  private readonly lines: string[] = [];
  private readonly exited: Promise<unknown>;

  private constructor(
    readonly name: string,
    private readonly child: ChildProcess,
  ) {
    this.exited = once(child, 'exit');
    process.once('exit', () => child.kill('SIGKILL'));
    for (const stream of [child.stdout, child.stderr]) {
      if (stream !== null) createInterface(stream).on('line', (line) => this.keep(line));
    }
  }

  /** Starts a program with this environment added to the own one. */
  static start(name: string, command: string, args: readonly string[], env: Record<string, string> = {}): Program {
    const options = { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] as const };
    return new Program(name, spawn(command, args, { ...options, stdio: [...options.stdio] }));
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** What it printed last. */
  get output(): string {
    return this.lines.join('\n');
  }

  /** Resolves when `isReady` does so with true; rejects with the last lines if the program ends first or is too slow. */
  async ready(isReady: () => Promise<boolean>, millis: number): Promise<void> {
    const deadline = Date.now() + millis;
    while (Date.now() < deadline && this.isRunning) {
      if (await isReady()) return;
      await delay(POLL_MILLIS);
    }
    throw new Error(`${this.name} did not get ready:\n${this.output}`);
  }

  /** Asks it to end, and resolves with how many milliseconds that took. */
  async stop(): Promise<number> {
    const since = performance.now();
    if (this.isRunning) this.child.kill('SIGTERM');
    await this.exited;
    return performance.now() - since;
  }

  /** Ends it as a power cut would. */
  async kill(): Promise<void> {
    if (this.isRunning) this.child.kill('SIGKILL');
    await this.exited;
  }

  /** Lets it hold all connections and answer nothing, until {@link resume}. */
  pause(): void {
    this.child.kill('SIGSTOP');
  }

  resume(): void {
    this.child.kill('SIGCONT');
  }

  /** What the threads of a Java program are doing; `jcmd` comes with every JDK. */
  async threads(): Promise<string> {
    const dump = promisify(execFile)('jcmd', [String(this.child.pid), 'Thread.print'], { timeout: 10_000 });
    return dump.then(({ stdout }) => stdout, String);
  }

  private keep(line: string): void {
    this.lines.push(line);
    if (this.lines.length > KEPT_LINES) this.lines.shift();
  }
}

/** Whether a URL answers with success. */
export async function answers(url: string): Promise<boolean> {
  return fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
    async (response) => {
      await response.arrayBuffer();
      return response.ok;
    },
    () => false,
  );
}

/** Ports of the loopback address that are free now, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}
