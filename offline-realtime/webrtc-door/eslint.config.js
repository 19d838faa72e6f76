import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** The arrows of the door: media and SDP are pure, and only one file knows the WebRTC library. */
const pure = {
  patterns: [
    { group: ['werift', 'ws'], message: 'Only call/werift-peer.ts and upstream/ talk to these libraries.' },
    { group: ['**/call/**', '**/http/**', '**/upstream/**'], message: 'media and sdp know nothing of calls.' },
  ],
};

export default defineConfig(
  globalIgnores(['dist', 'target', 'node_modules']),
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'no-console': 'error',
      eqeqeq: 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  {
    files: ['src/{media,sdp}/**/*.ts'],
    rules: { '@typescript-eslint/no-restricted-imports': ['error', pure] },
  },
  { files: ['test/**/*.ts'], rules: { '@typescript-eslint/no-non-null-assertion': 'off' } },
  {
    files: ['**/*.js'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: { process: 'readonly' } },
  },
);
