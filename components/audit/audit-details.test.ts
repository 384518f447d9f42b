import { expect, it } from 'vitest';
import { auditDetails } from './audit-details';

it('says what has a short form, and counts what has not', () => {
  const details = {
    ...{ version: 3, graphHash: 'sha256:00', note: '', movedFrom: 2, deep: { a: 1 }, on: true },
    ...{
      scopes: [],
      hosts: ['a.example', 'b.example'],
      runs: Array.from({ length: 9 }, () => '0'.repeat(36)),
    },
  };
  expect(auditDetails(details)).toEqual([
    { name: 'version', value: '3' },
    { name: 'moved from', value: '2' },
    { name: 'on', value: 'true' },
    { name: 'hosts', value: 'a.example, b.example' },
    { name: 'runs', value: '9' },
  ]);
  expect(auditDetails({ note: 'n'.repeat(100) })[0]?.value).toHaveLength(81);
});
