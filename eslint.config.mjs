// Lint rules for the player's scripts and their tests.
import js from '@eslint/js';
import globals from 'globals';

export default [
  js.configs.recommended,
  {
    files: ['resources/player/**/*.js'],
    languageOptions: { ecmaVersion: 2022, sourceType: 'module', globals: { ...globals.browser } },
    rules: { 'no-var': 'error', 'prefer-const': 'error', eqeqeq: 'error', 'no-eval': 'error', 'no-implied-eval': 'error' },
  },
  {
    files: ['resources/web_view/**/*.js'],
    languageOptions: { ecmaVersion: 2022, sourceType: 'script', globals: { ...globals.browser } },
    rules: { 'no-var': 'error', 'prefer-const': 'error', eqeqeq: 'error', 'no-eval': 'error', 'no-implied-eval': 'error' },
  },
  {
    files: ['tests/javascript/**/*.{js,mjs,cjs}'],
    languageOptions: { ecmaVersion: 2022, globals: { ...globals.node } },
    rules: { 'no-var': 'error', 'prefer-const': 'error', eqeqeq: 'error' },
  },
];
