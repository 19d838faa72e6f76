/**
 * Bundles the door with everything it needs, WebAssembly included, so that `dist/` runs alone: `node dist/main.js`.
 * Another folder may be named: `node build.js FOLDER`.
 */
import { build } from 'esbuild';
import { mkdir, rm, writeFile } from 'node:fs/promises';

const folder = process.argv[2] ?? 'dist';
await rm(folder, { recursive: true, force: true });
await mkdir(folder);
await build({
  entryPoints: ['src/main.ts'],
  outfile: `${folder}/main.js`,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  // The WebAssembly modules are text with characters beyond ASCII: escaped, they would be three times as long.
  charset: 'utf8',
  legalComments: 'linked',
  // Libraries may not write past our log; ours goes to the stream itself.
  drop: ['console'],
  // Some dependencies are CommonJS and ask for Node's own modules by `require`.
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  logLevel: 'warning',
});
await writeFile(`${folder}/package.json`, `${JSON.stringify({ type: 'module' })}\n`);
