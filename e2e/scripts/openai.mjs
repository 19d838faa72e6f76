// Runs the tests against the real OpenAI if there is a key for it, and says so if there is none.
import { spawnSync } from 'node:child_process';

if ((process.env.OPENAI_API_KEY ?? '').trim() === '') {
  process.stdout.write('The tests against the real OpenAI are left out: OPENAI_API_KEY is not set.\n');
} else {
  const { status } = spawnSync('npx', ['playwright', 'test', '--project=openai'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, PARLEY_E2E_OPENAI: 'true' },
  });
  process.exitCode = status ?? 1;
}
