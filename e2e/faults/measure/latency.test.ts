import { afterEach, describe, it } from 'vitest';
import { Cluster } from '../support/cluster';
import { type SignalingNode } from '../support/signaling-node';
import { Listener, latencies, quantiles } from './listener';

const ROUNDS = 50;
const MANY = 1_000;

/** Measures, and judges nothing: the numbers are the machine's as much as ours. */
describe('the latency of the chat', () => {
  let cluster: Cluster | undefined;

  afterEach(() => cluster?.stop());

  it('while one of a thousand reads nothing', async () => {
    cluster = await Cluster.start(['left']);
    const [node] = cluster.nodes as [SignalingNode];
    const people = await everybody(node.port, MANY, (index) => `198.51.100.${index % 250}`);
    const [speaker, stuck, ...listeners] = people as [Listener, Listener, ...Listener[]];
    await latencies(speaker, listeners, ROUNDS);

    const before = quantiles(await latencies(speaker, listeners, ROUNDS));
    stuck.socket.pause();
    const meanwhile = quantiles(await latencies(speaker, listeners, ROUNDS));

    print(`one of ${MANY} reads nothing`, before, meanwhile);
    close(people);
  });
});

function everybody(port: number, count: number, address: (index: number) => string): Promise<Listener[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => Listener.open(port, address(index))));
}

function close(people: readonly Listener[]): void {
  for (const { socket } of people) socket.terminate();
}

function print(what: string, before: ReturnType<typeof quantiles>, meanwhile: ReturnType<typeof quantiles>): void {
  const line = (name: 'median' | 'p99') =>
    `  ${name}: ${before[name].toFixed(1)} ms before, ${meanwhile[name].toFixed(1)} ms meanwhile, ratio ${(meanwhile[name] / before[name]).toFixed(2)}\n`;
  process.stdout.write(`\n${what}\n${line('median')}${line('p99')}`);
}
