import { OUTPUT_FIELD } from '@/core/node-kit/data-fields';
import { defineNode } from '@/core/node-kit/definition';

export const definition = defineNode({
  type: 'html-table',
  version: 1,
  name: 'HTML table',
  summary: 'Writes all items as one HTML table.',
  family: 'data',
  synonyms: ['table', 'html', 'report', 'rows', 'mail', 'convert'],
  inputs: [{ name: 'main', label: 'Input' }],
  outputs: [{ name: 'main', label: 'Output' }],
  fields: [
    {
      kind: 'text',
      name: 'columns',
      label: 'Columns',
      help: 'Field names, separated by commas. Empty: all fields of all items.',
      default: '',
      maxLength: 5000,
    },
    {
      kind: 'boolean',
      name: 'capitalize',
      label: 'Capital first letters in the head',
      help: 'first_name becomes First Name.',
      default: false,
    },
    { kind: 'text', name: 'caption', label: 'Caption', default: '', maxLength: 1000 },
    {
      kind: 'boolean',
      name: 'styled',
      label: 'With simple styles',
      help: 'Lines and spacing written into the table, as mails need them. Off: plain HTML.',
      default: true,
    },
    {
      kind: 'text',
      name: 'tableAttributes',
      label: 'Attributes of the table',
      placeholder: 'class="list" border="1"',
      default: '',
      maxLength: 2000,
    },
    {
      kind: 'text',
      name: 'headerAttributes',
      label: 'Attributes of head cells',
      default: '',
      maxLength: 2000,
    },
    { kind: 'text', name: 'rowAttributes', label: 'Attributes of rows', default: '', maxLength: 2000 },
    { kind: 'text', name: 'cellAttributes', label: 'Attributes of cells', default: '', maxLength: 2000 },
    { ...OUTPUT_FIELD, default: 'table' },
  ],
  effect: 'pure',
  mode: 'list',
  outputExample: { main: [{ table: '<table>…</table>' }] },
  usuallyNext: ['edit-fields', 'http-request', 'respond'],
  examples: [
    {
      title: 'Two items as a table',
      parameters: { styled: false },
      input: {
        main: [
          { name: 'Ada', age: 36 },
          { name: '<b>', age: null },
        ],
      },
      output: {
        main: [
          {
            table:
              '<table><thead><tr><th>name</th><th>age</th></tr></thead><tbody><tr><td>Ada</td><td>36</td></tr><tr><td>&lt;b&gt;</td><td></td></tr></tbody></table>',
          },
        ],
      },
    },
  ],
});
