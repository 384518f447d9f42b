import { definition } from '@/nodes/http-request/definition';
import type { RequestParameters } from '@/nodes/http-request/build-request';

/** Parameters of an HTTP request as a step resolves them: the defaults, and what a test is about. */
export function httpParameters(parts: Partial<RequestParameters> = {}): RequestParameters {
  const defaults = Object.fromEntries(
    definition.fields.flatMap((field) => ('default' in field ? [[field.name, field.default]] : [])),
  );
  // Every field has a default but the URL, and those that may be absent.
  return { ...defaults, url: 'https://api.test/orders', timeoutMs: 5000, ...parts } as RequestParameters;
}
