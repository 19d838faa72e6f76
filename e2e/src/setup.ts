import { findBrowser } from './harness/browser.ts';
import { Parley } from './harness/parley.ts';

/** Starts the packaged system once for the whole run, unless PARLEY_E2E_URL names one that runs already. */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  await findBrowser();
  if (process.env['PARLEY_E2E_URL'] !== undefined) return undefined;
  const parley = await Parley.start('system');
  process.env['PARLEY_E2E_URL'] = parley.url;
  process.env['PARLEY_E2E_LOGS'] = parley.logs;
  return () => parley.stop();
}
