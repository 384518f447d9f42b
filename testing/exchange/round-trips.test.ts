import { it } from 'vitest';
import { randomCases } from '@/testing/random-cases';
import { roundTrips } from './round-trips';

it('brings every generated graph back as it was: Heddle’s as JSON, YAML and draft, n8n’s over all of these', () => {
  roundTrips({ count: randomCases(100) });
});
