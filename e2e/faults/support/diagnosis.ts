import { mkdirSync, writeFileSync } from 'node:fs';
import { type Cluster } from './cluster';
import { repository } from './repository';

const FILE = 'e2e/faults/target/stuck.txt';

/**
 * What a promise resolves with, if it does so in time; otherwise rejects, and tells who waits for what: printed in short,
 * and in `target/stuck.txt` with the threads of the nodes.
 */
export async function inTime<T>(what: string, promise: Promise<T>, millis: number, cluster: Cluster): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), millis);
  });
  const first = await Promise.race([promise.then((value) => ({ value })), late]);
  clearTimeout(timer);
  if (first !== 'late') return first.value;
  const short = `${what}: not done after ${millis} ms\n${cluster.describe()}`;
  process.stderr.write(`\n${short}\n(threads and metrics in ${FILE})\n`);
  mkdirSync(repository('e2e/faults/target'), { recursive: true });
  writeFileSync(repository(FILE), `${short}\n${await cluster.inspect()}\n`);
  throw new Error(short);
}
