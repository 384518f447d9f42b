import { expect, it } from 'vitest';
import { readText } from './read-text';

const VALUE = { nodes: [{ name: 'a } b ] ,] c', text: 'say "```" \\' }], connections: {} };
const JSON_TEXT = JSON.stringify(VALUE, null, 2);

it.each<[string, string]>([
  ['as it is', JSON_TEXT],
  ['a byte order mark', `\uFEFF${JSON_TEXT}\r\n`],
  ['a fence', `\`\`\`json\n${JSON_TEXT}\n\`\`\``],
  [
    'a fence among words',
    `# Flow\nImport this:\n\n\`\`\`\nnpm i\n\`\`\`\n\`\`\`json\n${JSON.stringify({ ...VALUE, nodes: [] })}\n\`\`\`\nThanks!`,
  ],
  ['words before and after', `Here it is: ${JSON_TEXT}\n\n-- sent from a phone`],
  [
    'commas that nothing follows',
    JSON_TEXT.replace('"connections": {}', '"connections": {},\n').replace('\n  ],', ',\n  ],'),
  ],
])('%s is read', (what, text) => {
  const read = readText(text);
  expect(read).toEqual({ ok: true, value: what === 'a fence among words' ? { ...VALUE, nodes: [] } : VALUE });
});

it('one workflow on each line is a list of them', () => {
  const line = JSON.stringify(VALUE);
  expect(readText(`${line}\n\n${line}\n`)).toEqual({ ok: true, value: [VALUE, VALUE] });
});

it.each(['', 'words', '{"a": tru', '[1, 2', '{"a": 1}}', "{'a': 1}", '``` ``` ```'])('%j is none', (text) => {
  const read = readText(text);
  expect([read.ok, read.ok ? '' : typeof read.reason]).toEqual([false, 'string']);
});
