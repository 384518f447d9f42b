/** Made-up customers. The addresses are of domains that are kept for examples (RFC 2606). */
import type { JsonObject } from '@/core/items/item';

export const PEOPLE: readonly JsonObject[] = [
  person('23423532', 'Amara Lindqvist', {
    country: 'SE',
    created: '1981-04-10',
    notes: 'Asks for an invoice by post',
  }),
  person('23423533', 'Tomás Ferreira', {
    country: 'PT',
    created: '1967-05-05',
    notes: 'Orders twice a year',
  }),
  person('23423534', 'Wanjiru Kamau', {
    country: 'KE',
    created: '1963-04-09',
    notes: 'Prefers to be called in the morning',
  }),
  person('23423535', 'Elif Demir', {
    country: 'TR',
    created: '1979-10-12',
    notes: 'Has a discount of ten percent',
  }),
  person('23423536', 'Noah Peeters', { country: 'BE', created: '1950-10-16', notes: 'Moved in March' }),
];

function person(
  id: string,
  name: string,
  { country, created, notes }: { country: string; created: string; notes: string },
): JsonObject {
  const first = name.split(' ')[0] ?? name;
  const mailbox = first
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase();
  return { id, name, email: `${mailbox}@example.com`, notes, country, created };
}
