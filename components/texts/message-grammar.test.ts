import { createTranslator, IntlErrorCode } from 'next-intl';
import { expect, it } from 'vitest';
import { messages } from '@/messages/en';

function paths(node: object, above = ''): string[] {
  return Object.entries(node).flatMap(([key, value]: [string, unknown]) => {
    const path = above === '' ? key : `${above}.${key}`;
    return typeof value === 'object' && value !== null ? paths(value, path) : [path];
  });
}

it('every message can be read: what is wrong in one shows only where it is shown', () => {
  const broken: string[] = [];
  let current = '';
  const translator = createTranslator({
    locale: 'en',
    messages,
    onError: ({ code, message }) => {
      if (code === IntlErrorCode.INVALID_MESSAGE) broken.push(`${current}: ${message}`);
    },
  });
  const all = paths(messages);
  for (current of all) translator(current as 'ui.close');
  expect(all.length).toBeGreaterThan(1000);
  expect(broken).toEqual([]);
});
