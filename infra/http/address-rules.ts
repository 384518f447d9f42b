/** Which addresses outbound calls may reach: public unicast, plus the CIDRs an operator allows. */
import ipaddr from 'ipaddr.js';

export interface AddressRules {
  /** `address` is a literal as the resolver or a socket gives it. Anything that cannot be read is refused. */
  allows(address: string): boolean;
}

type Address = ipaddr.IPv4 | ipaddr.IPv6;

// Of IPv6 only 2000::/3 is handed out as global unicast; what else counts as "unicast" is not on the internet.
const GLOBAL_UNICAST: [ipaddr.IPv6, number] = ipaddr.IPv6.parseCIDR('2000::/3');

/** Throws on a CIDR that cannot be read: a rule that is silently dropped would be worse. */
export function createAddressRules(allowed: readonly string[]): AddressRules {
  const ranges = allowed.map((cidr) => {
    const [base, bits] = ipaddr.parseCIDR(cidr);
    return { base, bits };
  });
  return {
    allows(text) {
      const address = parseAddress(text);
      if (!address) return false;
      return isPublic(address) || ranges.some(({ base, bits }) => contains(address, base, bits));
    },
  };
}

/** IPv4-mapped IPv6 counts as the IPv4 address that it reaches. A zone id makes an address unreadable. */
function parseAddress(text: string): Address | null {
  if (text.includes('%')) return null;
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  if (!ipaddr.IPv6.isValid(text)) return null;
  const address = ipaddr.IPv6.parse(text);
  return address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
}

function isPublic(address: Address): boolean {
  if (address.range() !== 'unicast') return false;
  return address.kind() === 'ipv4' || contains(address, ...GLOBAL_UNICAST);
}

function contains(address: Address, base: Address, bits: number): boolean {
  return address.kind() === base.kind() && address.match(base, bits);
}
