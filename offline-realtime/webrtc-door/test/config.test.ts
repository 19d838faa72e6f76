import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from '../src/config';

describe('readConfig', () => {
  test('has defaults for a local start', () => {
    expect(readConfig({})).toEqual({
      host: '127.0.0.1',
      port: 8084,
      managementHost: '127.0.0.1',
      managementPort: 9084,
      udpPorts: { first: 50_000, last: 50_019 },
      announcedAddress: undefined,
      maxCalls: 8,
      engineUrl: 'http://localhost:8083/v1',
      corsOrigins: ['*'],
      logLevel: 'info',
    });
  });

  test('takes what is set, and an empty setting for none', () => {
    const config = readConfig({
      PARLEY_DOOR_HOST: '0.0.0.0',
      PARLEY_DOOR_PORT: '1234',
      PARLEY_DOOR_MANAGEMENT_PORT: '',
      PARLEY_DOOR_UDP_PORTS: '0',
      PARLEY_DOOR_ANNOUNCED_ADDRESS: ' 192.0.2.7 ',
      PARLEY_OFFLINE_URL: 'https://engine.example/v1/',
      PARLEY_DOOR_CORS_ORIGINS: 'https://a.example, https://b.example',
      PARLEY_DOOR_LOG_LEVEL: 'WARN',
    });
    expect(config).toMatchObject({
      host: '0.0.0.0',
      port: 1234,
      managementHost: '0.0.0.0',
      managementPort: 9084,
      udpPorts: undefined,
      announcedAddress: '192.0.2.7',
      engineUrl: 'https://engine.example/v1',
      corsOrigins: ['https://a.example', 'https://b.example'],
      logLevel: 'warn',
    });
  });

  test('takes localhost for the loopback address', () => {
    expect(readConfig({ PARLEY_DOOR_HOST: 'localhost' }).host).toBe('127.0.0.1');
  });

  test.each([
    ['PARLEY_DOOR_HOST', 'example.org'],
    ['PARLEY_DOOR_PORT', '65536'],
    ['PARLEY_DOOR_PORT', '80a'],
    ['PARLEY_DOOR_UDP_PORTS', '50019-50000'],
    ['PARLEY_DOOR_UDP_PORTS', '50000'],
    ['PARLEY_DOOR_ANNOUNCED_ADDRESS', 'here'],
    ['PARLEY_DOOR_MAX_CALLS', '0'],
    ['PARLEY_OFFLINE_URL', 'ws://localhost/v1'],
    ['PARLEY_OFFLINE_URL', 'localhost:8083'],
    ['PARLEY_DOOR_CORS_ORIGINS', 'https://a.example/path'],
    ['PARLEY_DOOR_LOG_LEVEL', 'loud'],
  ])('names %s when it is %s', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(ConfigError);
    expect(() => readConfig({ [name]: value })).toThrow(name);
  });
});
