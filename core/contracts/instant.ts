/** Moments that somebody names in a request. */
import { z } from 'zod';

/** The database knows no year 0. */
const KNOWN_YEAR = /^(?!0000)/;
const UNKNOWN_YEAR = 'Name a year from 0001 on.';

/** ISO 8601 with or without an offset: what a list is narrowed to. */
export const instantSchema = z.iso.datetime({ offset: true }).regex(KNOWN_YEAR, UNKNOWN_YEAR);

/** ISO 8601 in UTC, as lists write it into their cursors. */
export const utcInstantSchema = z.iso.datetime().regex(KNOWN_YEAR, UNKNOWN_YEAR);
