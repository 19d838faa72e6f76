import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';

/** An HTTP server that listens. */
export interface Listening {
  readonly port: number;
  /** Takes no new connections, and resolves when the open ones are closed too. */
  close(): Promise<void>;
}

/** An ephemeral key that carries a prompt is longer than Node's default for all headers. */
const MAX_HEADER_BYTES = 32 * 1024;

/** Starts an HTTP server; rejects when the address is taken or not to be had. */
export async function listen(host: string, port: number, listener: RequestListener): Promise<Listening> {
  const server = createServer(
    { maxHeaderSize: MAX_HEADER_BYTES, requestTimeout: 10_000, headersTimeout: 10_000, keepAliveTimeout: 5_000 },
    listener,
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return { port: (server.address() as AddressInfo).port, close: () => close(server) };
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
