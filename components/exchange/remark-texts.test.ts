import { createTranslator } from 'next-intl';
import { expect, it } from 'vitest';
import { remarkText } from '@/core/exchange/n8n/report';
import { REMARKS, type RemarkCode } from '@/core/exchange/n8n/remarks';
import { messages } from '@/messages/en';

const t = createTranslator({ locale: 'en', messages, namespace: 'import.remarks' });
const codes = Object.keys(REMARKS) as RemarkCode[];

it.each(codes)('%s says the same on the screen as by REST', (code) => {
  const names = [...REMARKS[code].matchAll(/\{([a-zA-Z]+)\}/g)].map((match) => match[1] ?? '');
  const values = Object.fromEntries(names.map((name, index) => [name, `<${index}>`]));
  expect(t(code as Parameters<typeof t>[0], values)).toBe(remarkText({ code, values }));
});
