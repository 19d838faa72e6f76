import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { freePorts, Program } from './program';
import { repository } from './repository';

const READY_MILLIS = 10_000;

/** A real redis-server that stores each write before it answers (`appendfsync always`). */
export class RedisServer {
  private folder = dataFolder();
  private program: Program;

  private constructor(readonly port: number) {
    this.program = this.launch();
  }

  static async start(): Promise<RedisServer> {
    const [port = 0] = await freePorts(1);
    const server = new RedisServer(port);
    await server.ready();
    return server;
  }

  /** Where services find it. */
  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Ends it as a power cut would. */
  kill(): Promise<void> {
    return this.program.kill();
  }

  /** Starts it again after {@link kill}, with what it has stored or with nothing. */
  async restart(data: 'kept' | 'lost'): Promise<void> {
    if (data === 'lost') {
      rmSync(this.folder, { recursive: true });
      this.folder = dataFolder();
    }
    this.program = this.launch();
    await this.ready();
  }

  /** It answers nothing, and no connection ends, until {@link resume}. */
  pause(): void {
    this.program.pause();
  }

  resume(): void {
    this.program.resume();
  }

  async stop(): Promise<void> {
    await this.program.kill();
    rmSync(this.folder, { recursive: true });
  }

  private launch(): Program {
    const settings = { port: this.port, bind: '127.0.0.1', dir: this.folder, appendonly: 'yes', appendfsync: 'always' };
    const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
    return Program.start('redis-server', executable(), [...args, '--save', '']);
  }

  private async ready(): Promise<void> {
    await this.program.ready(() => isAnswering(this.port), READY_MILLIS);
  }
}

function dataFolder(): string {
  return mkdtempSync(join(tmpdir(), 'parley-faults-redis-'));
}

function isAnswering(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    socket.once('data', (answer) => {
      resolve(answer.toString().startsWith('+PONG'));
      socket.destroy();
    });
    socket.once('error', () => resolve(false));
  });
}

/** The server that the build has unpacked, if it runs on this kind of machine, or else the one on the PATH. */
function executable(): string {
  const unpacked = repository('e2e/faults/target/redis');
  const suffix = `${process.platform}-${process.arch === 'x64' ? 'amd64' : process.arch}`;
  const name = existsSync(unpacked) ? readdirSync(unpacked).find((file) => file.endsWith(suffix)) : undefined;
  if (name !== undefined) {
    chmodSync(join(unpacked, name), 0o755);
    return join(unpacked, name);
  }
  const installed = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'redis-server'));
  const found = installed.find((path) => existsSync(path));
  if (found === undefined) throw new Error(`There is no redis-server for ${suffix}: run "mvn package", or install it`);
  return found;
}
