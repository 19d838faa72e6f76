import { findBrowser } from './harness/browser.ts';
import { Parley } from './harness/parley.ts';

/** Starts the packaged system once for the whole run, unless PARLEY_E2E_URL names one that runs already. */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  await findBrowser();
  if (process.env.PARLEY_E2E_URL !== undefined) return undefined;
  const withOpenAi = process.env.PARLEY_E2E_OPENAI === 'true';
  const environment = withOpenAi ? { OPENAI_API_KEY: process.env.OPENAI_API_KEY } : {};
  const parley = await Parley.start('system', { environment });
  process.env.PARLEY_E2E_URL = parley.url;
  process.env.PARLEY_E2E_LOGS = parley.logs;
  return () => parley.stop();
}
