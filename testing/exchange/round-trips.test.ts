import { it } from 'vitest';
import { roundTrips } from './round-trips';

it('brings every generated graph back as it was: Heddle’s as JSON, YAML and draft, n8n’s over all of these', () => {
  roundTrips({ count: 100 });
});
