import { expect, test } from 'vitest';
import { isHostAllowed, readHost } from './hosts';

test.each([
  ['api.example.com', 'api.example.com'],
  [' API.Example.com ', 'api.example.com'],
  ['https://api.example.com/v1/orders?a=b', 'api.example.com'],
  ['http://localhost:4100/x', 'localhost:4100'],
  ['api.example.com:443', 'api.example.com'],
  ['*.example.com', '*.example.com'],
  ['[::1]:8080', '[::1]:8080'],
  ['bücher.example', 'xn--bcher-kva.example'],
  ['*', null],
  ['*.com', null],
  ['*.10.0.0.1', null],
  ['a.*.com', null],
  ['', null],
  ['two words', null],
  ['user@example.com', null],
  ['ex\\ample.com', null],
])('%j is kept as %j', (text, host) => {
  expect(readHost(text)).toBe(host);
});

test.each([
  ['https://api.example.com/x', ['api.example.com'], true],
  ['http://api.example.com/x', ['api.example.com'], true],
  ['https://API.example.com', ['api.example.com'], true],
  ['https://api.example.com:8443', ['api.example.com'], false],
  ['https://api.example.com:8443', ['api.example.com:8443'], true],
  ['https://api.example.com.evil.net', ['api.example.com'], false],
  ['https://evil-example.com', ['*.example.com'], false],
  ['https://example.com', ['*.example.com'], false],
  ['https://a.b.example.com', ['*.example.com'], true],
  ['https://a.example.com:9', ['*.example.com'], false],
  ['https://other.net', ['api.example.com', 'other.net'], true],
  ['http://[::1]:8080/', ['[::1]:8080'], true],
  ['https://api.example.com', [], false],
  ['https://api.example.com@evil.net/', ['api.example.com'], false],
] as const)('%s for %j: %j', (url, hosts, allowed) => {
  expect(isHostAllowed(new URL(url), hosts)).toBe(allowed);
});
