import { describe, expect, it } from 'vitest';
import { createAddressRules } from './address-rules';

const PUBLIC_ONLY = createAddressRules([]);

describe('addresses that outbound calls may reach', () => {
  it.each(['1.1.1.1', '93.184.216.34', '2606:4700:4700::1111', '::ffff:1.1.1.1'])('allows %s', (address) => {
    expect(PUBLIC_ONLY.allows(address)).toBe(true);
  });

  it.each([
    '127.0.0.1',
    '127.255.255.254',
    '0.0.0.0',
    '10.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '192.0.0.170',
    '192.0.2.1',
    '198.18.0.1',
    '198.51.100.1',
    '203.0.113.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::7f00:1',
    '::127.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:0:127.0.0.1',
    '64:ff9b::127.0.0.1',
    '64:ff9b:1::7f00:1',
    '2002:7f00:1::',
    '2001:0:7f00:1::',
    '2001:db8::1',
    'fc00::1',
    'fd12:3456::1',
    'fe80::1',
    'fec0::1',
    'ff02::1',
    'fe80::1%eth0',
    '1.1.1.1%eth0',
    '2130706433',
    '0x7f.1',
    '0177.0.0.1',
    'localhost',
    '',
  ])('refuses %s', (address) => {
    expect(PUBLIC_ONLY.allows(address)).toBe(false);
  });

  it('allows what a CIDR names, in either family, and nothing beside it', () => {
    const rules = createAddressRules(['127.0.0.0/8', 'fd00::/8']);
    expect(rules.allows('127.0.0.1')).toBe(true);
    expect(rules.allows('::ffff:127.0.0.1')).toBe(true);
    expect(rules.allows('fd12::1')).toBe(true);
    expect(rules.allows('::1')).toBe(false);
    expect(rules.allows('10.0.0.1')).toBe(false);
  });

  it('does not start with a CIDR that cannot be read', () => {
    expect(() => createAddressRules(['127.0.0.0/99'])).toThrow();
  });
});
