import { FILE_FIELD, NESTED_OUTPUT_FIELD, OPERATION_FIELD } from '@/core/node-kit/data-fields';
import { defineNode } from '@/core/node-kit/definition';
import {
  SECRET_FIELD,
  SECRET_FROM_FIELD,
  SECRET_SLOT,
  SECRET_VALUE_FIELD,
} from '@/core/node-kit/secret-fields';

const HASHES = [
  { value: 'md5', label: 'MD5' },
  { value: 'sha1', label: 'SHA-1' },
  { value: 'sha224', label: 'SHA-224' },
  { value: 'sha256', label: 'SHA-256' },
  { value: 'sha384', label: 'SHA-384' },
  { value: 'sha512', label: 'SHA-512' },
  { value: 'sha3-224', label: 'SHA3-224' },
  { value: 'sha3-256', label: 'SHA3-256' },
  { value: 'sha3-384', label: 'SHA3-384' },
  { value: 'sha3-512', label: 'SHA3-512' },
  { value: 'ripemd160', label: 'RIPEMD-160' },
  { value: 'blake2b512', label: 'BLAKE2b-512' },
  { value: 'blake2s256', label: 'BLAKE2s-256' },
] as const;

export const definition = defineNode({
  type: 'crypto',
  version: 1,
  name: 'Crypto',
  summary: 'Hashes, signs, and makes random text.',
  family: 'data',
  synonyms: ['hash', 'hmac', 'sign', 'signature', 'uuid', 'random', 'md5', 'sha256', 'checksum', 'token'],
  inputs: [{ name: 'main', label: 'Input' }],
  outputs: [{ name: 'main', label: 'Output' }],
  fields: [
    {
      ...OPERATION_FIELD,
      options: [
        { value: 'hash', label: 'Hash' },
        { value: 'hmac', label: 'Hash with a secret (HMAC)' },
        { value: 'sign', label: 'Sign with a private key' },
        { value: 'generate', label: 'Make random text' },
      ],
      default: 'hash',
    },
    {
      kind: 'select',
      name: 'source',
      label: 'Of',
      expression: 'never',
      options: [
        { value: 'text', label: 'A text' },
        { value: 'file', label: 'A file' },
      ],
      default: 'text',
      showWhen: { field: 'operation', in: ['hash', 'hmac', 'sign'] },
    },
    {
      kind: 'text',
      name: 'value',
      label: 'Text',
      multiline: true,
      default: '',
      showWhen: { field: 'source', in: ['text'] },
    },
    { ...FILE_FIELD, showWhen: { field: 'source', in: ['file'] } },
    {
      kind: 'select',
      name: 'algorithm',
      label: 'Algorithm',
      options: HASHES,
      default: 'sha256',
      showWhen: { field: 'operation', in: ['hash', 'hmac'] },
    },
    {
      kind: 'text',
      name: 'signAlgorithm',
      label: 'Algorithm',
      help: 'RSA-SHA256, RSA-SHA512, sha256, … The key decides between RSA and elliptic curves.',
      default: 'RSA-SHA256',
      maxLength: 50,
      showWhen: { field: 'operation', in: ['sign'] },
    },
    { ...SECRET_FROM_FIELD, showWhen: { field: 'operation', in: ['hmac', 'sign'] } },
    {
      ...SECRET_FIELD,
      label: 'Secret or private key',
      help: 'Sign: a private key in PEM. Never shown in runs.',
      multiline: true,
      maxLength: 20_000,
    },
    { ...SECRET_VALUE_FIELD, placeholder: '{{ $json.secret }}', maxLength: 20_000 },
    {
      kind: 'select',
      name: 'encoding',
      label: 'Write as',
      options: [
        { value: 'hex', label: 'Hexadecimal' },
        { value: 'base64', label: 'Base64' },
        { value: 'base64url', label: 'Base64 for URLs' },
      ],
      default: 'hex',
      showWhen: { field: 'operation', in: ['hash', 'hmac', 'sign'] },
    },
    {
      kind: 'select',
      name: 'kind',
      label: 'Kind',
      options: [
        { value: 'uuid', label: 'UUID' },
        { value: 'ascii', label: 'Letters and digits' },
        { value: 'hex', label: 'Hexadecimal' },
        { value: 'base64', label: 'Base64' },
      ],
      default: 'uuid',
      showWhen: { field: 'operation', in: ['generate'] },
    },
    {
      kind: 'number',
      name: 'length',
      label: 'Characters',
      help: 'How long the text is. A UUID always has 36.',
      integer: true,
      min: 1,
      max: 100_000,
      default: 32,
      showWhen: { field: 'operation', in: ['generate'] },
    },
    NESTED_OUTPUT_FIELD,
  ],
  credentials: [SECRET_SLOT],
  effect: 'pure',
  mode: 'item',
  outputExample: { main: [{ data: 'b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9' }] },
  usuallyNext: ['edit-fields', 'http-request', 'if'],
  examples: [
    {
      title: 'Hash a text',
      parameters: { operation: 'hash', value: '{{ $json.text }}', algorithm: 'sha256', outputField: 'hash' },
      input: { main: [{ text: 'hello world' }] },
      output: {
        main: [
          {
            text: 'hello world',
            hash: 'b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9',
          },
        ],
      },
    },
    {
      title: 'Sign a body as many webhooks want it',
      parameters: {
        operation: 'hmac',
        value: '{{ $json.body }}',
        secret: 'key',
        outputField: 'signature',
      },
      input: { main: [{ body: 'The quick brown fox jumps over the lazy dog' }] },
      output: {
        main: [
          {
            body: 'The quick brown fox jumps over the lazy dog',
            signature: 'f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8',
          },
        ],
      },
    },
    {
      title: 'Give each item a UUID',
      parameters: { operation: 'generate', kind: 'uuid', outputField: 'id' },
      input: { main: [{}] },
    },
  ],
});
