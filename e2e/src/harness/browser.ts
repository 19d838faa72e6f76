import { chromium, type Browser } from '@playwright/test';
import packaged from '@sparticuz/chromium';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const installed = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser'];

/** Where the browser is that {@link findBrowser} found, for the workers: unpacking it is nothing for two at a time. */
const variable = 'PARLEY_E2E_BROWSER';

export interface BrowserOptions {
  /** A WAV file that the fake microphone plays once; without it, it beeps once a second. */
  readonly microphone?: string;
  /** Whether a page that asks for camera or microphone gets it. */
  readonly devices?: 'granted' | 'refused';
  /** A host name that this browser finds on the loopback address. */
  readonly loopbackName?: string;
}

/** A browser with fake devices, and otherwise as people have it. */
export async function launchBrowser(options: BrowserOptions = {}): Promise<Browser> {
  const { microphone, devices = 'granted', loopbackName } = options;
  const executablePath = process.env[variable];
  if (executablePath === undefined) throw new Error(`${variable} is not set: the run's setup does that`);
  return chromium.launch({
    executablePath,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--autoplay-policy=no-user-gesture-required',
      '--use-fake-device-for-media-stream',
      devices === 'granted' ? '--use-fake-ui-for-media-stream' : '--use-fake-ui-for-media-stream=deny',
      ...(loopbackName === undefined ? [] : [`--host-resolver-rules=MAP ${loopbackName} 127.0.0.1`]),
      ...(microphone === undefined ? [] : [`--use-file-for-fake-audio-capture=${microphone}%noloop`]),
    ],
  });
}

/** Chooses the browser of this run: an installed Chrome or Chromium, or else the one that comes as a package. */
export async function findBrowser(): Promise<void> {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const paths = installed.flatMap((name) => folders.map((folder) => join(folder, name)));
  process.env[variable] ??= paths.find((path) => existsSync(path)) ?? (await packaged.executablePath());
}
