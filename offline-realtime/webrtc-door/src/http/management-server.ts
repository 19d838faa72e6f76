import { type RequestListener, type ServerResponse } from 'node:http';
import { type Registry } from 'prom-client';

/** What health and metrics are made of. */
export interface ManagementContext {
  readonly metrics: Registry;
  /** Whether the engine answers. */
  isEngineReachable(): Promise<boolean>;
  /** Whether the door is ending, so that nobody should send it more calls. */
  isStopping(): boolean;
}

/** Answers the same paths as the services: `/q/health/live`, `/q/health/ready`, `/q/health` and `/q/metrics`. */
export function createManagement(context: ManagementContext): RequestListener {
  return (request, response) => {
    switch (request.url?.split('?')[0]) {
      case '/q/health/live':
        answerHealth(response, [{ name: 'process', up: true }]);
        break;
      case '/q/health/ready':
      case '/q/health':
        void readiness(context).then((checks) => answerHealth(response, checks));
        break;
      case '/q/metrics':
        void context.metrics.metrics().then((text) => {
          response.writeHead(200, { 'Content-Type': context.metrics.contentType }).end(text);
        });
        break;
      default:
        response.writeHead(404).end();
    }
  };
}

interface Check {
  readonly name: string;
  readonly up: boolean;
  readonly reason?: string;
}

async function readiness(context: ManagementContext): Promise<readonly Check[]> {
  const stopping = context.isStopping();
  const reachable = await context.isEngineReachable();
  return [
    { name: 'accepting calls', up: !stopping, ...(stopping && { reason: 'the door is stopping' }) },
    { name: 'engine', up: reachable, ...(!reachable && { reason: 'PARLEY_OFFLINE_URL does not answer' }) },
  ];
}

/** The answer has the form of MicroProfile Health, as that of the services. */
function answerHealth(response: ServerResponse, checks: readonly Check[]): void {
  const up = checks.every((check) => check.up);
  const body = {
    status: status(up),
    checks: checks.map((check) => ({
      name: check.name,
      status: status(check.up),
      ...(check.reason !== undefined && { data: { reason: check.reason } }),
    })),
  };
  response.writeHead(up ? 200 : 503, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}

function status(up: boolean): 'UP' | 'DOWN' {
  return up ? 'UP' : 'DOWN';
}
