import { OPERATION_FIELD } from '@/core/node-kit/data-fields';
import { defineNode } from '@/core/node-kit/definition';

export const definition = defineNode({
  type: 'compression',
  version: 1,
  name: 'Compression',
  summary: 'Packs files into ZIP or gzip, and unpacks them.',
  family: 'data',
  synonyms: ['zip', 'gzip', 'unzip', 'compress', 'decompress', 'archive', 'pack', 'unpack'],
  inputs: [{ name: 'main', label: 'Input' }],
  outputs: [{ name: 'main', label: 'Output' }],
  fields: [
    {
      ...OPERATION_FIELD,
      options: [
        { value: 'unpack', label: 'Unpack' },
        { value: 'pack', label: 'Pack' },
      ],
      default: 'unpack',
    },
    {
      kind: 'text',
      name: 'files',
      label: 'Files',
      help: 'Names of files on the item, separated by commas. Unpacking knows ZIP and gzip by their first bytes.',
      default: 'data',
      maxLength: 5000,
    },
    {
      kind: 'select',
      name: 'format',
      label: 'Into',
      expression: 'never',
      options: [
        { value: 'zip', label: 'One ZIP file' },
        { value: 'gzip', label: 'A gzip file for each' },
      ],
      default: 'zip',
      showWhen: { field: 'operation', in: ['pack'] },
    },
    {
      kind: 'text',
      name: 'fileName',
      label: 'File name',
      help: 'Empty: data.zip, or the name with .gz added.',
      placeholder: 'report.zip',
      default: '',
      maxLength: 255,
      showWhen: { field: 'operation', in: ['pack'] },
    },
    {
      kind: 'text',
      name: 'outputFile',
      label: 'Put the ZIP under',
      help: 'The name of the new file on the item.',
      default: 'data',
      maxLength: 200,
      showWhen: { field: 'format', in: ['zip'] },
    },
    {
      kind: 'text',
      name: 'outputPrefix',
      label: 'Names of new files begin with',
      help: 'Numbers follow: file_0, file_1.',
      default: 'file_',
      maxLength: 100,
    },
    {
      kind: 'boolean',
      name: 'keepFiles',
      label: 'Keep the other files',
      default: false,
    },
  ],
  effect: 'pure',
  mode: 'item',
  outputExample: { main: [{}] },
  usuallyNext: ['extract-from-file', 'split-out', 'http-request'],
  examples: [
    { title: 'Unpack an archive', parameters: { operation: 'unpack', files: 'data' }, input: { main: [{}] } },
    {
      title: 'Pack two files into one ZIP',
      parameters: { operation: 'pack', files: 'invoice, terms', fileName: 'order.zip' },
      input: { main: [{}] },
    },
  ],
});
