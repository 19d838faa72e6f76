import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

const STOP_MILLIS = 10_000;
const POLL_MILLIS = 200;
const KEPT_LINES = 40;

/** A program that a test started, and that is stopped with it. */
export class Program {
  private readonly lines: string[] = [];
  private readonly exited: Promise<unknown>;

  private constructor(
    private readonly name: string,
    private readonly child: ChildProcess,
  ) {
    this.exited = once(child, 'exit');
    // Nobody may be left to stop it: a test run can end before its end.
    process.once('exit', () => child.kill('SIGKILL'));
    for (const stream of [child.stdout, child.stderr]) {
      if (stream !== null) createInterface(stream).on('line', (line) => this.keep(line));
    }
  }

  /** Starts a program with this environment added to the own one. */
  static start(name: string, command: string, args: readonly string[], env: Record<string, string>): Program {
    return new Program(
      name,
      spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] }),
    );
  }

  /** Resolves when `url` answers with success; rejects with the program's last lines if it ends first or is too slow. */
  async ready(url: string, millis: number): Promise<void> {
    const deadline = Date.now() + millis;
    while (Date.now() < deadline && this.child.exitCode === null) {
      const up = await fetch(url).then(
        (response) => response.ok,
        () => false,
      );
      if (up) return;
      await delay(POLL_MILLIS);
    }
    throw new Error(`${this.name} did not get ready:\n${this.lines.join('\n')}`);
  }

  /** Ends the program in order, or by force if that takes too long. */
  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    this.child.kill('SIGTERM');
    const force = setTimeout(() => this.child.kill('SIGKILL'), STOP_MILLIS);
    await this.exited;
    clearTimeout(force);
  }

  private keep(line: string): void {
    this.lines.push(line);
    if (this.lines.length > KEPT_LINES) this.lines.shift();
  }
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
