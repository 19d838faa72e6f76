import { mkdirSync, writeFileSync } from 'node:fs';
import { repository } from './repository';
import { type Verdict } from './verdict';

const HEAD = [
  'scenario',
  'faults',
  'clients',
  'acknowledged',
  'deliveries',
  'lost',
  'doubled or refused',
  'out of order',
  'gaps',
  'ghosts',
  'longest absence',
];

/** The table of what was done and how it went, for people: printed, and kept in `target/faults.md`. */
export class Report {
  private readonly rows: string[][] = [];

  add(scenario: string, faults: string, verdict: Verdict): void {
    this.rows.push([
      scenario,
      faults,
      String(verdict.clients),
      String(verdict.acknowledged),
      String(verdict.deliveries),
      String(verdict.lost),
      String(verdict.problems.length),
      String(verdict.disordered),
      String(verdict.gaps),
      String(verdict.ghosts),
      `${(verdict.longestAbsenceMillis / 1_000).toFixed(1)} s`,
    ]);
  }

  /** Writes the table. */
  publish(): void {
    const table = [HEAD, HEAD.map(() => '---'), ...this.rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
    mkdirSync(repository('e2e/faults/target'), { recursive: true });
    writeFileSync(repository('e2e/faults/target/faults.md'), `${table}\n`);
    process.stdout.write(`\n${table}\n\n`);
  }
}
