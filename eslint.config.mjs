/** What a linter can hold of the house rules. The import rules between rooms are in .dependency-cruiser.cjs. */
import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const ban = (selector, message) => ({ selector, message });

const RAW_HTML = ban(
  "JSXAttribute[name.name='dangerouslySetInnerHTML']",
  'No raw HTML: render elements or sanitised markdown.',
);
const ENUM = ban('TSEnumDeclaration', 'Use a union of literals instead of an enum.');
const ENV = ban(
  "MemberExpression[object.name='process'][property.name='env']",
  'Only infra/env reads the environment.',
);
const DEFAULT_EXPORT = ban('ExportDefaultDeclaration', 'Use a named export.');
const IMPURE = [
  ban("CallExpression[callee.object.name='Date'][callee.property.name='now']", 'The time is handed in here.'),
  ban("NewExpression[callee.name='Date'][arguments.length=0]", 'The time is handed in here.'),
  ban(
    "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    'Randomness is handed in here.',
  ),
  ban(
    "CallExpression[callee.object.name='performance'][callee.property.name='now']",
    'The time is handed in here.',
  ),
];
const EVERYWHERE = [RAW_HTML, ENUM];
const TESTS = ['**/*.test.ts', '**/*.test.tsx', 'testing/**', 'e2e/**', 'bench/**'];
const NEXT_CONVENTIONS = ['app/**/*.{ts,tsx}', 'i18n/**', '*.config.{ts,mjs,js}', 'next.config.js'];

export default tseslint.config(
  {
    ignores: [
      'node_modules/**',
      'dist/**',
      '.next/**',
      '.heddle/**',
      'infra/db/generated/**',
      'nodes/*.generated.ts',
      'worker/sandbox/*.generated.ts',
      'next-env.d.ts',
      'test-results/**',
      'playwright-report/**',
    ],
  },
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
  },
  {
    files: ['**/*.{mjs,cjs,js}'],
    languageOptions: { globals: nodeGlobals() },
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [...tseslint.configs.recommended],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'no-undef': 'off',
      'max-params': 'off',
      '@typescript-eslint/max-params': ['error', { max: 3 }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'no-restricted-globals': ['error', { name: 'fetch', message: 'Outbound calls go through infra/http.' }],
      'no-restricted-syntax': ['error', ...EVERYWHERE, ENV, DEFAULT_EXPORT],
    },
  },
  {
    files: ['core/**/*.ts', 'nodes/**/*.ts'],
    ignores: TESTS,
    rules: { 'no-restricted-syntax': ['error', ...EVERYWHERE, ENV, DEFAULT_EXPORT, ...IMPURE] },
  },
  {
    files: ['core/**', 'nodes/**', 'infra/**', 'services/**', 'components/**', 'app/**'],
    ignores: [...TESTS, 'core/access/tenant-scope.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: '@/core/access/tenant-scope',
              importNames: ['vouchTenantScope'],
              message: 'Only a border that has just checked a membership may vouch for it.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['**/*.tsx', 'components/**/*.ts'],
    plugins: { 'react-hooks': reactHooks },
    rules: reactHooks.configs.recommended.rules,
  },
  {
    files: NEXT_CONVENTIONS,
    rules: { 'no-restricted-syntax': ['error', ...EVERYWHERE, ENV] },
  },
  {
    files: ['infra/env/**'],
    rules: { 'no-restricted-syntax': ['error', ...EVERYWHERE, DEFAULT_EXPORT] },
  },
  {
    // Helpers of the expression language take the arguments that people know from JavaScript, and the run.
    files: ['core/expression/**'],
    rules: { '@typescript-eslint/max-params': ['error', { max: 5 }] },
  },
  {
    files: ['infra/http/**'],
    rules: { 'no-restricted-globals': 'off' },
  },
  {
    files: ['scripts/**', 'prisma/**'],
    rules: { 'no-console': 'off' },
  },
  {
    files: [...TESTS, '*.config.ts', 'prisma.config.ts'],
    rules: {
      // Playwright wants the pattern even where a fixture takes nothing.
      'no-empty-pattern': 'off',
      'no-console': 'off',
      'no-restricted-globals': 'off',
      'no-restricted-syntax': ['error', ...EVERYWHERE],
    },
  },
);

function nodeGlobals() {
  const names = [
    'process',
    'console',
    'Buffer',
    'URL',
    'URLSearchParams',
    'performance',
    'setTimeout',
    'clearTimeout',
  ];
  const more = [
    'setInterval',
    'clearInterval',
    'setImmediate',
    'fetch',
    'WebAssembly',
    'crypto',
    'AbortController',
  ];
  const rest = [
    'AbortSignal',
    'TextEncoder',
    'TextDecoder',
    'structuredClone',
    'module',
    'require',
    '__dirname',
  ];
  return Object.fromEntries([...names, ...more, ...rest].map((name) => [name, 'readonly']));
}
