import { z } from 'zod';

/** A time zone by its IANA name, e.g. `Europe/Berlin`. */
export const TimeZone = z
	.string()
	.max(60)
	.refine((name) => {
		try {
			return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
		} catch {
			return false;
		}
	}, 'is no time zone like Europe/Berlin');
