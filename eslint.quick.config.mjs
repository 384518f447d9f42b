/** The rules that need no types: what most slips break, told within seconds, before the whole lint has read the types. */
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import config from './eslint.config.mjs';

const WITHOUT_COMPILER = ['react-hooks/rules-of-hooks', 'react-hooks/exhaustive-deps'];

export default tseslint.config(
  config,
  { files: ['**/*.{ts,tsx}'], extends: [tseslint.configs.disableTypeChecked] },
  {
    // The React compiler, which is behind all but two of these rules, takes longer than everything else.
    files: ['**/*.tsx', 'components/**/*.ts'],
    rules: Object.fromEntries(
      Object.keys(reactHooks.configs.recommended.rules)
        .filter((rule) => !WITHOUT_COMPILER.includes(rule))
        .map((rule) => [rule, 'off']),
    ),
  },
  // A rule that is off here may be switched off in a file all the same.
  { linterOptions: { reportUnusedDisableDirectives: 'off' } },
);
