import { expect, it } from 'vitest';
import { zoneTime } from './zone-time';

it('shows what the clocks of the zone show, with seconds where there are any', () => {
  expect(zoneTime('2026-07-01T07:00:00.000Z', 'Europe/Zurich')).toBe('Wed, 1 Jul 2026, 09:00');
  expect(zoneTime('2026-07-01T22:30:15.000Z', 'Asia/Tokyo')).toBe('Thu, 2 Jul 2026, 07:30:15');
});

it('falls back to UTC for a zone that the browser does not know', () => {
  expect(zoneTime('2026-07-01T07:00:00.000Z', 'Mars/Olympus')).toBe('Wed, 1 Jul 2026, 07:00');
});
