import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts, Program } from './program';
import { repository } from './repository';

const READY_MILLIS = 20_000;
const ARCHITECTURES: Record<string, string> = { x64: 'amd64', arm64: 'arm64' };

/** A redis-server that has every write on disk before it answers. */
export class Redis {
  private program: Program;

  private constructor(
    readonly port: number,
    private readonly data: string,
  ) {
    this.program = this.launch();
  }

  static async start(): Promise<Redis> {
    const [port = 0] = await freePorts(1);
    const redis = new Redis(port, mkdtempSync(join(tmpdir(), 'parley-redis-')));
    await redis.ready();
    return redis;
  }

  /** Ends it as a power cut would, and starts it again with what it has on disk. */
  async restart(): Promise<void> {
    await this.program.kill();
    await this.begin();
  }

  /** Ends it as a power cut would, and starts it again without anything. */
  async restartEmpty(): Promise<void> {
    await this.program.kill();
    rmSync(this.data, { recursive: true });
    mkdirSync(this.data);
    await this.begin();
  }

  /** Lets it hold all connections and answer nothing, until {@link resume}. */
  pause(): void {
    this.program.pause();
  }

  resume(): void {
    this.program.resume();
  }

  async stop(): Promise<void> {
    await this.program.kill();
    rmSync(this.data, { recursive: true, force: true });
  }

  private async begin(): Promise<void> {
    this.program = this.launch();
    await this.ready();
  }

  private ready(): Promise<void> {
    return this.program.ready(() => takesConnections(this.port), READY_MILLIS);
  }

  private launch(): Program {
    const network = ['--port', String(this.port), '--bind', '127.0.0.1'];
    const disk = ['--dir', this.data, '--save', '', '--appendonly', 'yes', '--appendfsync', 'always'];
    return Program.start('redis', executable(), [...network, ...disk]);
  }
}

/** The server that Maven brings for this machine, otherwise the one on the PATH. */
function executable(): string {
  const folder = repository('e2e/faults/target/redis');
  const name = readdirSync(folder).find((file) =>
    file.endsWith(`${process.platform}-${ARCHITECTURES[process.arch] ?? process.arch}`),
  );
  if (name === undefined) return 'redis-server';
  const path = join(folder, name);
  chmodSync(path, 0o755);
  return path;
}

function takesConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
