import { readdirSync, readFileSync } from 'node:fs';
import { createTranslator } from 'next-intl';
import { expect, it } from 'vitest';
import { messages } from '@/messages/en';

const t = createTranslator({ locale: 'en', messages, namespace: 'shell.audit' });

/** What the services and workers write into the audit log. */
function written(form: RegExp): string[] {
  const found = new Set<string>();
  for (const room of ['services', 'worker', 'server', 'prisma']) {
    for (const file of readdirSync(room, { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts') || file.endsWith('.test.ts')) continue;
      const source = readFileSync(`${room}/${file}`, 'utf8');
      if (!source.includes('recordAudit')) continue;
      for (const [, name] of source.matchAll(form)) found.add(name ?? '');
    }
  }
  return [...found].sort();
}

it.each(written(/action: '([a-z-]+\.[a-z-]+)'/g))('%s is said in words', (action) => {
  expect(t.has(`action.${action}` as 'action.run.cancel')).toBe(true);
});

it.each(written(/targetKind: '([a-z-]+)'/g))('a %s is called something', (kind) => {
  expect(t.has(`kind.${kind}` as 'kind.run')).toBe(true);
});
