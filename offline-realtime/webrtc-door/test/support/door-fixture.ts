import { readConfig } from '../../src/config';
import { type Door, openDoor } from '../../src/door';
import { createLog } from '../../src/log';
import { Caller, type CallerOptions } from './caller';
import { StandInEngine } from './stand-in-engine';

/** A key that no log line, answer or event may contain. */
export const MARKED_KEY = 'ek_MARKED_a1b2c3';

/** A door on free ports with a stand-in for the engine, and real callers. */
export class DoorFixture {
  readonly logged: string[] = [];
  private readonly callers: Caller[] = [];

  private constructor(
    readonly engine: StandInEngine,
    private opened: Door | undefined,
  ) {}

  static async open(settings: Record<string, string> = {}): Promise<DoorFixture> {
    const fixture = new DoorFixture(await StandInEngine.start(), undefined);
    const config = readConfig({
      PARLEY_DOOR_PORT: '0',
      PARLEY_DOOR_MANAGEMENT_PORT: '0',
      PARLEY_DOOR_UDP_PORTS: '0',
      PARLEY_OFFLINE_URL: fixture.engine.url,
      PARLEY_DOOR_LOG_LEVEL: 'debug',
      ...settings,
    });
    fixture.opened = await openDoor(
      config,
      createLog(config.logLevel, (line) => fixture.logged.push(line)),
    );
    return fixture;
  }

  get door(): Door {
    if (this.opened === undefined) throw new Error('the door is not open');
    return this.opened;
  }

  get callsUrl(): string {
    return `http://127.0.0.1:${this.door.port}/v1/realtime/calls`;
  }

  /** A caller that is closed with the fixture. */
  caller(options?: CallerOptions): Caller {
    const caller = new Caller(options);
    this.callers.push(caller);
    return caller;
  }

  /** Posts an offer. */
  post(sdp: string, key = MARKED_KEY): Promise<Response> {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/sdp' };
    return fetch(this.callsUrl, { method: 'POST', headers, body: sdp });
  }

  /** Calls, and resolves when the data channel is open. */
  async call(options?: CallerOptions): Promise<{ caller: Caller; id: string }> {
    const caller = this.caller(options);
    const response = await this.post(await caller.offer());
    if (response.status !== 201) throw new Error(await response.text());
    await caller.connect(await response.text());
    return { caller, id: response.headers.get('location')?.split('/').at(-1) ?? '' };
  }

  hangUp(id: string, key = MARKED_KEY): Promise<Response> {
    return fetch(`${this.callsUrl}/${id}/hangup`, { method: 'POST', headers: { authorization: `Bearer ${key}` } });
  }

  /** The value of a metric, 0 when it has none yet. `name` may have labels: `x{a="b"}`. */
  async metric(name: string): Promise<number> {
    const text = await (await fetch(this.managementUrl('/q/metrics'))).text();
    const line = text.split('\n').find((candidate) => candidate.startsWith(`parley_door_${name} `));
    return Number(line?.split(' ').at(-1) ?? 0);
  }

  managementUrl(path: string): string {
    return `http://127.0.0.1:${this.door.managementPort}${path}`;
  }

  async close(): Promise<void> {
    await this.door.stop();
    await Promise.all(this.callers.map((caller) => caller.close()));
    await this.engine.stop();
  }
}
