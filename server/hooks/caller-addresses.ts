/** The addresses that may call a webhook. */
import ipaddr from 'ipaddr.js';
import { UserProblem } from '@/core/errors/app-error';
import type { RouteConfig } from './webhook-route';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/**
 * Lets through callers at the addresses and CIDRs that the webhook names, anyone where it names none. An entry that cannot
 * be read stands for nobody. `ip` is the caller as the server sees it: what a header says counts only behind a trusted proxy.
 * @throws UserProblem `webhook.address-not-allowed` (403).
 */
export function demandAddress(config: RouteConfig | null, ip: string): void {
  const allowed = config?.allowedAddresses.trim() ?? '';
  if (allowed === '' || isAmong(allowed, ip)) return;
  throw new UserProblem(
    'webhook.address-not-allowed',
    'This webhook does not take calls from your address. Ask its owner to allow it.',
    { status: 403 },
  );
}

function isAmong(allowed: string, ip: string): boolean {
  const address = readAddress(ip);
  if (address === null) return false;
  return allowed.split(/[\s,;]+/).some((entry) => contains(entry, address));
}

function contains(entry: string, address: Address): boolean {
  const slash = entry.indexOf('/');
  const base = readAddress(slash < 0 ? entry : entry.slice(0, slash));
  if (base === null || base.kind() !== address.kind()) return false;
  const most = base.kind() === 'ipv4' ? 32 : 128;
  const bits = slash < 0 ? String(most) : entry.slice(slash + 1);
  return /^\d{1,3}$/.test(bits) && Number(bits) <= most && address.match(base, Number(bits));
}

/** IPv4 in the clothes of IPv6 is the IPv4 address. */
function readAddress(text: string): Address | null {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  if (text.includes('%') || !ipaddr.IPv6.isValid(text)) return null;
  const address = ipaddr.IPv6.parse(text);
  return address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
}
