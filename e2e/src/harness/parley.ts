import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { repository, target } from './paths.ts';
import { freePortBase } from './ports.ts';

const launcherJar = resolve(repository, 'launcher/target/launcher.jar');
const run = promisify(execFile);
const readyWithinMillis = 120_000;
const stoppedWithinMillis = 30_000;

/** What is set for a run besides the environment of the tests; `undefined` takes a variable away. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** No setting of the developer's own machine reaches the system under test. */
const neutral: Environment = {
  OPENAI_API_KEY: undefined,
  OPENAI_BASE_URL: undefined,
  PARLEY_PORT_BASE: undefined,
  PARLEY_UPSTREAM_PUBLIC_URL: undefined,
  PARLEY_DOOR_UDP_PORTS: '51000-51199',
};

export interface StartOptions {
  readonly environment?: Environment;
  /** The gateway's port; any that is free if it is left out. */
  readonly portBase?: number;
}

/** The packaged system, run by its own launcher behind its own gateway. */
export class Parley {
  readonly portBase: number;
  readonly logs: string;
  readonly #process: ChildProcess;
  readonly #output: string[];

  private constructor(portBase: number, logs: string, process: ChildProcess, output: string[]) {
    this.portBase = portBase;
    this.logs = logs;
    this.#process = process;
    this.#output = output;
  }

  /**
   * Starts it, and returns when all of its parts are ready.
   *
   * @param name of its folder of logs
   */
  static async start(name: string, { environment = {}, portBase: wanted }: StartOptions = {}): Promise<Parley> {
    if (!existsSync(launcherJar)) throw new Error(`${launcherJar} is missing: run "mvn package" first`);
    const portBase = wanted ?? (await freePortBase());
    const logs = resolve(target, 'logs', name);
    const options = ['--root', repository, '--logs', logs, '--port-base', String(portBase), '--no-build'];
    const child = spawn('java', ['-Xmx256m', '-jar', launcherJar, ...options, '--until-input-ends'], {
      env: { ...process.env, ...neutral, ...environment },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const output: string[] = [];
    const parley = new Parley(portBase, logs, child, output);
    try {
      await parley.#ready();
    } catch (error) {
      await parley.stop();
      throw error;
    }
    return parley;
  }

  /** Where a browser finds the page. */
  get url(): string {
    return `http://localhost:${this.portBase}`;
  }

  /** What the launcher has printed so far. */
  get console(): string {
    return this.#output.join('\n');
  }

  /** Returns when all of its processes have ended. */
  async stop(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => this.#process.once('exit', () => resolve()));
    this.#process.kill('SIGTERM');
    const impatience = setTimeout(() => this.#process.kill('SIGKILL'), stoppedWithinMillis);
    await ended;
    clearTimeout(impatience);
  }

  /** Ends all of its processes as a power cut would: none of them can say good-bye. */
  async kill(): Promise<void> {
    const { pid, exitCode, signalCode } = this.#process;
    if (pid === undefined || exitCode !== null || signalCode !== null) return;
    const ended = new Promise<void>((resolve) => this.#process.once('exit', () => resolve()));
    const { stdout } = await run('ps', ['-o', 'pid=', '--ppid', String(pid)]);
    // The launcher first, or it would stop the others itself.
    for (const victim of [pid, ...stdout.split('\n').map(Number).filter(Boolean)]) process.kill(victim, 'SIGKILL');
    await ended;
  }

  #ready(): Promise<void> {
    const { stdout } = this.#process;
    if (stdout === null) throw new Error('the launcher has no output');
    return new Promise((resolve, reject) => {
      const impatience = setTimeout(() => reject(this.#failure('was not ready in time')), readyWithinMillis);
      createInterface({ input: stdout }).on('line', (line) => {
        this.#output.push(line);
        if (line.startsWith('Parley is at ')) {
          clearTimeout(impatience);
          resolve();
        }
      });
      this.#process.once('exit', (code) => {
        clearTimeout(impatience);
        reject(this.#failure(`ended with ${String(code)}`));
      });
    });
  }

  #failure(what: string): Error {
    return new Error(`The system under test ${what}. It printed:\n${this.console}\nIts logs are in ${this.logs}`);
  }
}
