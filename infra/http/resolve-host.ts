/** From a host name to the addresses it may be reached at: every one is checked, refused ones are never used. */
import { lookup } from 'node:dns/promises';
import type { AddressRules } from './address-rules';
import { blockedAddress, unknownHost } from './failures';

/** All addresses of a host name. Throws as `dns.lookup` does. */
export type Resolver = (host: string) => Promise<readonly string[]>;

/** The system's resolver, hosts file included. */
export const systemResolver: Resolver = async (host) => {
  const found = await lookup(host, { all: true, verbatim: true });
  return found.map(({ address }) => address);
};

/** Addresses tried for one call. */
const MAX_ADDRESSES = 3;

/** Allowed addresses, IPv4 first. Throws `http.blocked-address`, `http.unknown-host` or `http.dns-failed`. */
export async function resolveHost(url: URL, rules: AddressRules, resolver: Resolver): Promise<string[]> {
  const host = url.hostname;
  const addresses = isLiteral(host) ? [host.replace(/^\[|\]$/g, '')] : await ask(host, resolver);
  const allowed = addresses.filter((address) => rules.allows(address));
  if (allowed.length === 0) throw blockedAddress(host);
  return allowed.sort((a, b) => Number(a.includes(':')) - Number(b.includes(':'))).slice(0, MAX_ADDRESSES);
}

// `URL` has already turned octal, hexadecimal, short and full-width spellings into four decimal parts.
function isLiteral(host: string): boolean {
  return host.startsWith('[') || /^[0-9]{1,3}(\.[0-9]{1,3}){3}$/.test(host);
}

async function ask(host: string, resolver: Resolver): Promise<readonly string[]> {
  let addresses: readonly string[];
  try {
    addresses = await resolver(host);
  } catch (error) {
    throw unknownHost(host, error);
  }
  if (addresses.length === 0) throw unknownHost(host, { code: 'ENOTFOUND' });
  return addresses;
}
