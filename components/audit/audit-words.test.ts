import { readdirSync, readFileSync } from 'node:fs';
import { createTranslator } from 'next-intl';
import { expect, it } from 'vitest';
import { AUDIT_ACTIONS, AUDIT_NOUNS } from '@/core/contracts/audit';
import { messages } from '@/messages/en';

const t = createTranslator({ locale: 'en', messages, namespace: 'audit' });

/** Kinds of targets that the services and workers write into the audit log. */
function targetKinds(): string[] {
  const found = new Set<string>();
  for (const room of ['services', 'worker', 'server', 'prisma']) {
    for (const file of readdirSync(room, { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts') || file.endsWith('.test.ts')) continue;
      const source = readFileSync(`${room}/${file}`, 'utf8');
      if (!source.includes('recordAudit')) continue;
      for (const [, name] of source.matchAll(/targetKind: '([a-z-]+)'/g)) found.add(name ?? '');
    }
  }
  return [...found].sort();
}

it.each(AUDIT_ACTIONS)('%s is said in words', (action) => {
  expect(t.has(`action.${action}`)).toBe(true);
});

it.each(AUDIT_NOUNS)('what is done to a %s has a name', (noun) => {
  expect(t.has(`noun.${noun}`)).toBe(true);
});

it.each(targetKinds())('a %s is called something', (kind) => {
  expect(t.has(`kind.${kind}` as 'kind.run')).toBe(true);
});
