import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import { PURE_FILES } from './pure-files.mjs';

export default defineConfig(
  globalIgnores(['dist/', 'out/', 'node_modules/', 'shared/words/generated/']),
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      globals: globals.node,
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    // What is read as a whole has a bound, and is a file; electron/guard may import nothing.
    files: ['electron/**', 'host/**', 'process/**'],
    ignores: ['electron/guard/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: ['node:fs', 'node:fs/promises'].map((name) => ({
            ...{ name, importNames: ['readFile', 'readFileSync'] },
            message: 'Read it through process/read-file, which bounds it.',
          })),
        },
      ],
    },
  },
  {
    files: ['renderer/**'],
    extends: [reactHooks.configs.flat.recommended],
    languageOptions: { globals: globals.browser },
  },
  {
    files: ['shared/**', ...PURE_FILES],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['process', 'performance', 'setTimeout', 'setInterval', 'fetch', 'window', 'document'].map(
          (name) => ({
            name,
            message: 'This file only computes (pure-files.mjs): let it come in.',
          }),
        ),
      ],
      'no-restricted-syntax': [
        'error',
        {
          // As the value of a parameter it can be given by who asks.
          selector: ':not(AssignmentPattern) > NewExpression[callee.name="Date"][arguments.length=0]',
          message: 'This file only computes (pure-files.mjs): let the moment come in.',
        },
        {
          selector:
            ':not(AssignmentPattern) > CallExpression[callee.object.name="Date"][callee.property.name="now"]',
          message: 'This file only computes (pure-files.mjs): let the moment come in.',
        },
        {
          selector: 'MemberExpression[object.name="Math"][property.name="random"]',
          message: 'This file only computes (pure-files.mjs): let chance come in.',
        },
        {
          selector: 'ImportSpecifier[imported.name=/^(random|generate)/]',
          message: 'This file only computes (pure-files.mjs): let chance come in.',
        },
      ],
    },
  },
  {
    // Programs talk to people through process.stdout; the build and set-up scripts are programs of their own.
    files: ['scripts/**', 'test/bench/**'],
    rules: { 'no-console': 'off' },
  },
  {
    // In plain JavaScript a JSDoc type is the only way to say what JSON.parse gives; this rule does not read it.
    files: ['**/*.mjs'],
    rules: { '@typescript-eslint/no-unsafe-assignment': 'off' },
  },
);
