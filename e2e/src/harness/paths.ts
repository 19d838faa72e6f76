import { resolve } from 'node:path';

/** This module's folder. */
export const here = resolve(import.meta.dirname, '../..');

/** The repository. */
export const repository = resolve(here, '..');

/** What tests write: made anew by each run, never committed. */
export const target = resolve(here, 'target');
