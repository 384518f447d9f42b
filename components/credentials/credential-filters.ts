/** What the list of credentials is narrowed to, as it stands in the address. Pure. */
import { isCredentialKind, type CredentialKind } from '@/core/credentials/kinds';

export interface CredentialFilters {
  text: string;
  kind: CredentialKind | null;
}

export const NO_CREDENTIAL_FILTERS: CredentialFilters = { text: '', kind: null };

const MAX_TEXT = 200;

/** Filters of an address; what means nothing is left out. */
export function parseCredentialFilters(params: { get(name: string): string | null }): CredentialFilters {
  const kind = params.get('kind') ?? '';
  return { text: (params.get('q') ?? '').slice(0, MAX_TEXT), kind: isCredentialKind(kind) ? kind : null };
}

/** The filters as an address writes them; empty without filters. */
export function writeCredentialFilters({ text, kind }: CredentialFilters): string {
  const params = new URLSearchParams();
  if (kind) params.set('kind', kind);
  if (text.trim() !== '') params.set('q', text.trim());
  return params.toString();
}
