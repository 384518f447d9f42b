import { KEEP_FIELDS_FIELD } from '@/core/node-kit/data-fields';
import { defineNode } from '@/core/node-kit/definition';
import {
  SECRET_FIELD,
  SECRET_FROM_FIELD,
  SECRET_SLOT,
  SECRET_VALUE_FIELD,
} from '@/core/node-kit/secret-fields';

export const definition = defineNode({
  type: 'totp',
  version: 1,
  name: 'One-time password',
  summary: 'Makes the one-time password that an authenticator app would show now.',
  family: 'data',
  synonyms: ['totp', 'otp', '2fa', 'mfa', 'authenticator', 'code', 'login'],
  inputs: [{ name: 'main', label: 'Input' }],
  outputs: [{ name: 'main', label: 'Output' }],
  fields: [
    { ...SECRET_FROM_FIELD, label: 'The secret is' },
    {
      ...SECRET_FIELD,
      help: 'In base32, as the service shows it beside its QR code. Never shown in runs.',
      maxLength: 1000,
    },
    { ...SECRET_VALUE_FIELD, placeholder: '{{ $json.secret }}', maxLength: 1000 },
    {
      kind: 'select',
      name: 'algorithm',
      label: 'Algorithm',
      options: [
        { value: 'sha1', label: 'SHA-1 (what most services use)' },
        { value: 'sha224', label: 'SHA-224' },
        { value: 'sha256', label: 'SHA-256' },
        { value: 'sha384', label: 'SHA-384' },
        { value: 'sha512', label: 'SHA-512' },
        { value: 'sha3-224', label: 'SHA3-224' },
        { value: 'sha3-256', label: 'SHA3-256' },
        { value: 'sha3-384', label: 'SHA3-384' },
        { value: 'sha3-512', label: 'SHA3-512' },
      ],
      default: 'sha1',
    },
    { kind: 'number', name: 'digits', label: 'Digits', integer: true, min: 4, max: 10, default: 6 },
    {
      kind: 'number',
      name: 'period',
      label: 'Seconds that a password holds',
      integer: true,
      min: 1,
      max: 3600,
      default: 30,
    },
    KEEP_FIELDS_FIELD,
  ],
  credentials: [SECRET_SLOT],
  effect: 'pure',
  mode: 'item',
  outputExample: { main: [{ token: '123456', secondsRemaining: 17 }] },
  usuallyNext: ['http-request', 'edit-fields'],
  examples: [
    {
      title: 'The password of this moment',
      parameters: { secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', digits: 8 },
      input: { main: [{}] },
      output: { main: [{ token: '84755224', secondsRemaining: 30 }] },
    },
  ],
});
