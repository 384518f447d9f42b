import { describe, expect, it } from 'vitest';
import { UserProblem } from '@/core/errors/app-error';
import { demandAddress } from './caller-addresses';
import { parseRouteConfig, withCaller } from './webhook-route';

function isAllowed(allowedAddresses: string, ip: string): boolean {
  try {
    demandAddress(withCaller(parseRouteConfig({ allowedAddresses }), new Map()), ip);
    return true;
  } catch (error) {
    expect(error).toBeInstanceOf(UserProblem);
    return false;
  }
}

describe('addresses of callers', () => {
  it.each([
    ['', '203.0.113.7'],
    ['203.0.113.7', '203.0.113.7'],
    ['198.51.100.1, 203.0.113.0/24', '203.0.113.7'],
    ['203.0.113.7', '::ffff:203.0.113.7'],
    ['2001:db8::/32', '2001:db8:1::1'],
    ['2001:DB8:0::1', '2001:db8::1'],
  ])('%j takes %s', (allowed, ip) => expect(isAllowed(allowed, ip)).toBe(true));

  it.each([
    ['203.0.113.7', '203.0.113.70'],
    ['203.0.113.0/24', '203.0.114.7'],
    ['203.0.113.0/24', '2001:db8::1'],
    ['::/0', '203.0.113.7'],
    ['203.0.113.7', 'unknown'],
    // What cannot be read lets nobody in.
    ['203.0.113.0/33', '203.0.113.7'],
    ['203.0.113.0/', '203.0.113.7'],
    ['203.0.113', '203.0.113.7'],
    ['0x7f.1', '127.0.0.1'],
    [',', '203.0.113.7'],
  ])('%j does not take %s', (allowed, ip) => expect(isAllowed(allowed, ip)).toBe(false));
});
