/** The workflow's own settings, as far as a schema cannot judge them. */
import { IANAZone } from 'luxon';
import type { Graph } from '@/core/contracts/portable-workflow';
import type { Problem } from '@/core/errors/problem';

/** Problems of the settings. Only zones of the IANA database are known: an offset would ignore summer time. */
export function checkSettings({ settings }: Graph): Problem[] {
  if (IANAZone.isValidZone(settings.timezone)) return [];
  return [
    {
      code: 'settings.unknown-timezone',
      severity: 'error',
      nodeId: null,
      path: 'settings.timezone',
      message: `There is no time zone "${settings.timezone}".`,
      params: { timezone: settings.timezone },
      fix: 'Use a name such as UTC or Europe/Zurich.',
    },
  ];
}
