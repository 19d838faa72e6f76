import process from 'node:process';
import { ConfigError, readConfig } from './config';
import { openDoor } from './door';
import { createLog, reasonOf } from './log';

/** Longest time that an orderly end may take; the process ends then in any case. */
const STOP_MILLIS = 4_000;

const write = (line: string) => process.stdout.write(`${line}\n`);

try {
  const config = readConfig(process.env);
  const log = createLog(config.logLevel, write);
  const door = await openDoor(config, log);

  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(0), STOP_MILLIS).unref();
    void door.stop().finally(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  // A promise that nobody waited for belongs to one call: it must not end the others.
  process.on('unhandledRejection', (reason) => log.error('door.unhandled', { reason: reasonOf(reason) }));
  process.on('uncaughtException', (error) => {
    log.error('door.failed', { reason: reasonOf(error) });
    process.exit(1);
  });
} catch (error) {
  const event = error instanceof ConfigError ? 'door.misconfigured' : 'door.not_opened';
  createLog('error', write).error(event, { reason: reasonOf(error) });
  process.exitCode = 1;
}
