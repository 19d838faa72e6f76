import { isIP } from 'node:net';

/** Least severe lines that are written. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** A range of UDP ports, both ends included. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
}

/** Everything an operator may set. Each member names its environment variable. */
export interface DoorConfig {
  /** `PARLEY_DOOR_HOST`: address that the API and the media sockets bind. */
  readonly host: string;
  /** `PARLEY_DOOR_PORT`: port of the API; 0 takes a free one. */
  readonly port: number;
  /** `PARLEY_DOOR_MANAGEMENT_HOST`: address that health and metrics bind; the API's when not set. */
  readonly managementHost: string;
  /** `PARLEY_DOOR_MANAGEMENT_PORT`: port of health and metrics; 0 takes a free one. */
  readonly managementPort: number;
  /** `PARLEY_DOOR_UDP_PORTS`: ports for media, one a call; `0` leaves the choice to the system. */
  readonly udpPorts: PortRange | undefined;
  /** `PARLEY_DOOR_ANNOUNCED_ADDRESS`: IP address that browsers are told to send media to, when it isn't the bound one. */
  readonly announcedAddress: string | undefined;
  /** `PARLEY_DOOR_MAX_CALLS`: calls at once; further ones are refused with 429. */
  readonly maxCalls: number;
  /** `PARLEY_OFFLINE_URL`: base URL of the Realtime API behind the door, `/v1` included, without a slash at its end. */
  readonly engineUrl: string;
  /** `PARLEY_DOOR_CORS_ORIGINS`: origins whose pages may call, comma-separated, or `*`. */
  readonly corsOrigins: readonly string[];
  /** `PARLEY_DOOR_LOG_LEVEL`: debug, info, warn or error. */
  readonly logLevel: LogLevel;
}

/** A setting that can't be used; its message names the setting and what is expected. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const LOG_LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

/**
 * Reads the settings, with the defaults of a local start.
 *
 * @throws {@link ConfigError} for the first setting that makes no sense
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): DoorConfig {
  const text = (name: string): string | undefined => {
    const value = env[name]?.trim();
    return value === '' ? undefined : value;
  };
  const host = address('PARLEY_DOOR_HOST', text('PARLEY_DOOR_HOST') ?? '127.0.0.1');
  const announced = text('PARLEY_DOOR_ANNOUNCED_ADDRESS');
  return {
    host,
    port: integer('PARLEY_DOOR_PORT', text('PARLEY_DOOR_PORT') ?? '8084', 0, 65_535),
    managementHost: address('PARLEY_DOOR_MANAGEMENT_HOST', text('PARLEY_DOOR_MANAGEMENT_HOST') ?? host),
    managementPort: integer('PARLEY_DOOR_MANAGEMENT_PORT', text('PARLEY_DOOR_MANAGEMENT_PORT') ?? '9084', 0, 65_535),
    udpPorts: portRange('PARLEY_DOOR_UDP_PORTS', text('PARLEY_DOOR_UDP_PORTS') ?? '50000-50019'),
    announcedAddress: announced === undefined ? undefined : ipAddress('PARLEY_DOOR_ANNOUNCED_ADDRESS', announced),
    maxCalls: integer('PARLEY_DOOR_MAX_CALLS', text('PARLEY_DOOR_MAX_CALLS') ?? '8', 1, 1_000),
    engineUrl: httpUrl('PARLEY_OFFLINE_URL', text('PARLEY_OFFLINE_URL') ?? 'http://localhost:8083/v1'),
    corsOrigins: origins('PARLEY_DOOR_CORS_ORIGINS', text('PARLEY_DOOR_CORS_ORIGINS') ?? '*'),
    logLevel: logLevel('PARLEY_DOOR_LOG_LEVEL', text('PARLEY_DOOR_LOG_LEVEL') ?? 'info'),
  };
}

function address(name: string, value: string): string {
  return ipAddress(name, value === 'localhost' ? '127.0.0.1' : value);
}

function ipAddress(name: string, value: string): string {
  if (isIP(value) === 0) throw new ConfigError(`${name} must be an IP address, but is "${value}"`);
  return value;
}

function integer(name: string, value: string, least: number, most: number): number {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < least || number > most) {
    throw new ConfigError(`${name} must be a whole number from ${least} to ${most}, but is "${value}"`);
  }
  return number;
}

function portRange(name: string, value: string): PortRange | undefined {
  if (value === '0') return undefined;
  const [, first = '', last = ''] = /^(\d+)-(\d+)$/.exec(value) ?? [];
  const range = { first: Number(first), last: Number(last) };
  if (first === '' || range.first < 1 || range.last > 65_535 || range.first > range.last) {
    throw new ConfigError(`${name} must be a range of ports like 50000-50019, or 0, but is "${value}"`);
  }
  return range;
}

function httpUrl(name: string, value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol) || url.search !== '' || url.hash !== '') {
    throw new ConfigError(`${name} must be an http or https URL without query, like http://localhost:8083/v1`);
  }
  return value.replace(/\/+$/, '');
}

function origins(name: string, value: string): readonly string[] {
  const list = value.split(',').map((origin) => origin.trim());
  for (const origin of list) {
    if (origin !== '*' && (!URL.canParse(origin) || new URL(origin).origin !== origin)) {
      throw new ConfigError(`${name} must be * or a list of origins like https://example.org, but has "${origin}"`);
    }
  }
  return list;
}

function logLevel(name: string, value: string): LogLevel {
  const level = LOG_LEVELS.find((known) => known === value.toLowerCase());
  if (level === undefined) throw new ConfigError(`${name} must be one of ${LOG_LEVELS.join(', ')}, but is "${value}"`);
  return level;
}
