/**
 * Where a credential may travel. A host is a name with an optional port, or `*.` before a name for everything below it.
 * Without a port only the usual one of http and https is meant: another port of a machine is another service.
 */

/** More than these are a sign that one credential is used for too much. */
export const MAX_HOSTS = 50;

const USUAL_PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

/** A host as it is kept, from what a person wrote or pasted (an address does as well); null when it is none. */
export function readHost(text: string): string | null {
  const trimmed = text.trim().toLowerCase();
  const wild = trimmed.startsWith('*.');
  const bare = wild ? trimmed.slice(2) : trimmed;
  const address = /^https?:\/\//.test(bare) ? bare : `https://${bare}`;
  if (bare === '' || /[\s@\\*]/.test(bare) || !URL.canParse(address)) return null;
  const { hostname, host } = new URL(address);
  if (hostname === '' || host.length > 255) return null;
  // Below a single label lies half of the internet.
  if (wild && (!hostname.includes('.') || hostname.startsWith('[') || /^[\d.]+$/.test(hostname))) return null;
  return wild ? `*.${host}` : host;
}

/** True when a request to this address may carry the credential. */
export function isHostAllowed(url: URL, hosts: readonly string[]): boolean {
  return hosts.some((entry) => {
    const wild = entry.startsWith('*.');
    const [, name, port] = /^(.*?)(?::(\d+))?$/.exec(wild ? entry.slice(2) : entry) ?? [];
    if (name === undefined || name === '') return false;
    const usual = USUAL_PORTS[url.protocol];
    if ((port ?? usual) !== (url.port === '' ? usual : url.port)) return false;
    return wild ? url.hostname.endsWith(`.${name}`) : url.hostname === name;
  });
}
