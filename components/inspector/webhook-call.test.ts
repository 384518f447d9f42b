import { describe, expect, it } from 'vitest';
import { curlCommand, webhookAddress, webhookTestAddress, withHiddenSecrets } from './webhook-call';

const place = { publicUrl: 'https://flows.test', tenant: 'acme' };

describe('calling a webhook', () => {
  it('knows the address of the published workflow once there is a path', () => {
    expect(webhookAddress({ path: 'orders/:id' }, place)).toBe('https://flows.test/hooks/acme/orders/:id');
    expect(webhookAddress({ path: ' ' }, place)).toBeNull();
    expect(webhookAddress({}, place)).toBeNull();
  });

  it('has another address for tests, and shows no secret', () => {
    expect(webhookTestAddress({ path: 'a' }, place)).toBe('https://flows.test/hooks-test/acme/a');
    expect(webhookTestAddress({}, place)).toBeNull();
    const parameters = { authentication: 'header', headerValue: 's3cret', path: 'a' };
    expect(curlCommand(withHiddenSecrets(parameters), 'x')).not.toContain('s3cret');
    expect(withHiddenSecrets({ path: 'a', headerValue: '' })).toEqual({ path: 'a', headerValue: '' });
  });

  it('writes a command with what a caller has to send', () => {
    const address = 'https://flows.test/hooks/acme/a';
    expect(curlCommand({ methods: ['GET'] }, address)).toBe(`curl -X GET '${address}'`);
    expect(curlCommand({ methods: ['HEAD'] }, address)).toBe(`curl -I '${address}'`);
    expect(curlCommand({ authentication: 'header', headerValue: "it's" }, address)).toBe(
      `curl -X POST '${address}' -H 'x-webhook-secret: it'\\''s' -H 'content-type: application/json' -d '{}'`,
    );
    expect(
      curlCommand({ methods: ['DELETE'], authentication: 'basic', username: 'a', password: 'b c' }, address),
    ).toBe(`curl -X DELETE '${address}' -u 'a:b c'`);
  });
});
