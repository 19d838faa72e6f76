import js from '@eslint/js';
import jsxA11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/** The arrows of the page: these folders know nothing of React, and nothing of what is built with it. */
const frameworkFree = {
  patterns: [
    {
      group: ['react', 'react-*', 'react/*', 'react-*/*', 'lucide-react', '*.css'],
      message: 'net, webrtc, audio, transcription, protocol and wire are framework-free.',
    },
    {
      group: ['**/app/**', '**/tabs/**', '**/hooks/**', '**/components/**'],
      message: 'Arrows point from tabs to hooks to these folders, never back.',
    },
  ],
};

export default defineConfig(
  globalIgnores(['dist', 'target', 'node_modules']),
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  jsxA11y.flatConfigs.strict,
  reactHooks.configs.flat['recommended-latest'],
  {
    languageOptions: {
      globals: { ...globals.browser },
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      'no-console': 'error',
      eqeqeq: 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-definitions': 'off',
    },
  },
  {
    files: ['src/{net,webrtc,audio,transcription,protocol,wire}/**/*.{ts,tsx}'],
    rules: { '@typescript-eslint/no-restricted-imports': ['error', frameworkFree] },
  },
  { files: ['src/**/*.test.{ts,tsx}', 'src/testing/**'], rules: { '@typescript-eslint/no-non-null-assertion': 'off' } },
  { files: ['**/*.js'], extends: [tseslint.configs.disableTypeChecked] },
);
