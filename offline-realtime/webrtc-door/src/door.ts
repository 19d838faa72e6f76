import { Calls } from './call/calls';
import { answerWithWerift } from './call/werift-peer';
import { type DoorConfig } from './config';
import { createApi } from './http/api-server';
import { listen } from './http/listening';
import { createManagement } from './http/management-server';
import { type Log } from './log';
import { mediaAddress } from './media-address';
import { openOpusDecoder } from './media/opus';
import { Metrics } from './metrics';
import { EngineRest } from './upstream/engine-rest';
import { openEngineSession } from './upstream/engine-session';

/** A door that is open. */
export interface Door {
  readonly port: number;
  readonly managementPort: number;
  /** Ends all calls and both servers. */
  stop(): Promise<void>;
}

/** Puts the door together and opens it; rejects when one of its addresses is taken. */
export async function openDoor(config: DoorConfig, log: Log): Promise<Door> {
  const metrics = new Metrics();
  const engine = new EngineRest(config.engineUrl);
  const calls = new Calls(
    {
      media: mediaAddress(config),
      metrics,
      log,
      answerOffer: answerWithWerift,
      openDecoder: openOpusDecoder,
      openEngine: (key, listener) => openEngineSession(config.engineUrl, key, listener),
    },
    config.maxCalls,
  );
  let stopping = false;
  const management = await listen(
    config.managementHost,
    config.managementPort,
    createManagement({
      metrics: metrics.registry,
      isEngineReachable: () => engine.isReachable(),
      isStopping: () => stopping,
    }),
  );
  const api = await listen(
    config.host,
    config.port,
    createApi({ calls, engine, corsOrigins: config.corsOrigins, metrics, log }),
  ).catch(async (error: unknown) => {
    await management.close();
    throw error;
  });
  log.info('door.opened', { host: config.host, port: api.port, managementPort: management.port });
  return {
    port: api.port,
    managementPort: management.port,
    stop: async () => {
      stopping = true;
      await Promise.all([api.close(), calls.endAll()]);
      await management.close();
      log.info('door.closed');
    },
  };
}
