import { answers, freePorts, Program } from './program';
import { repository } from './repository';

/** On a busy machine a JVM may take long. */
const READY_MILLIS = 90_000;

const INSPECT_MILLIS = 5_000;

/** One node of the signaling-service as it is packaged. */
export class SignalingNode {
  private program: Program;

  private constructor(
    readonly name: string,
    readonly port: number,
    private readonly managementPort: number,
    private readonly settings: Record<string, string>,
  ) {
    this.program = this.launch();
  }

  /** Starts a process; {@link ready} tells when it is of use. */
  static async launch(name: string, settings: Record<string, string>): Promise<SignalingNode> {
    const [port = 0, managementPort = 0] = await freePorts(2);
    return new SignalingNode(name, port, managementPort, settings);
  }

  ready(): Promise<void> {
    return this.program.ready(() => this.isReady(), READY_MILLIS);
  }

  /** Whether a load balancer would send somebody here. */
  isReady(): Promise<boolean> {
    return answers(`http://127.0.0.1:${this.managementPort}/q/health/ready`);
  }

  /** The value of a metric; several series of one name are added up. */
  async metric(name: string): Promise<number> {
    const response = await fetch(`http://127.0.0.1:${this.managementPort}/q/metrics`);
    const series = (await response.text()).split('\n').filter((line) => line.startsWith(name));
    return series.map((line) => Number(line.split(' ').at(-1))).reduce((sum, value) => sum + value, 0);
  }

  /** Ends it as a power cut would. */
  kill(): Promise<void> {
    return this.program.kill();
  }

  /** Ends it as an operator would, and resolves with how many milliseconds that took. */
  stop(): Promise<number> {
    return this.program.stop();
  }

  /** Starts it again after {@link kill} or {@link stop}, at the same ports. */
  async restart(): Promise<void> {
    this.program = this.launch();
    await this.ready();
  }

  /** Its metrics, its threads, and what it printed last. */
  async inspect(): Promise<string> {
    const metrics = await fetch(`http://127.0.0.1:${this.managementPort}/q/metrics`, {
      signal: AbortSignal.timeout(INSPECT_MILLIS),
    }).then((response) => response.text(), String);
    const ours = metrics.split('\n').filter((line) => line.startsWith('parley_'));
    return [this.name, ...ours, await this.program.threads(), this.output].join('\n');
  }

  /** What it printed last. */
  get output(): string {
    return this.program.output;
  }

  private launch(): Program {
    return Program.start(
      this.name,
      'java',
      [
        '-Xmx192m',
        '-XX:TieredStopAtLevel=1',
        '-jar',
        repository('signaling-service/target/quarkus-app/quarkus-run.jar'),
      ],
      {
        QUARKUS_HTTP_HOST: '127.0.0.1',
        QUARKUS_HTTP_PORT: String(this.port),
        QUARKUS_MANAGEMENT_HOST: '127.0.0.1',
        QUARKUS_MANAGEMENT_PORT: String(this.managementPort),
        ...this.settings,
      },
    );
  }
}
