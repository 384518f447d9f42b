import { expect, test } from 'vitest';
import { visibleSlots } from './visible-slots';

const definition = {
  fields: [
    {
      kind: 'select',
      name: 'authentication',
      label: 'Authentication',
      default: 'none',
      options: [
        { value: 'none', label: 'None' },
        { value: 'credential', label: 'Stored' },
      ],
    },
  ],
  credentials: [
    { slot: 'auth', kinds: ['bearer'], showWhen: { field: 'authentication', in: ['credential'] } },
    { slot: 'always', kinds: ['secret'] },
  ],
} as const;

test.each([
  [{}, ['always']],
  [{ authentication: 'none' }, ['always']],
  [{ authentication: 'credential' }, ['auth', 'always']],
  // What an expression gives is known when the node runs: the place stays.
  [{ authentication: '{{ $json.a }}' }, ['auth', 'always']],
])('%j has the places %j', (parameters, slots) => {
  expect(visibleSlots(definition, parameters).map(({ slot }) => slot)).toEqual(slots);
});
