import { z } from 'zod';
import { toInstant } from '../clock.ts';

const earliest = Date.UTC(2000, 0, 1);
const latest = Date.UTC(2100, 0, 1);

/** ms since 1970 of a plausible year → ISO 8601 in UTC; an absurd time is malformed, not a call of the year 50,000. */
const plausible = z.number().int().min(earliest).max(latest).transform(toInstant);

/** Milliseconds since 1970. */
export const UnixMillis = plausible;

/** Seconds since 1970, as a number or as digits. */
export const UnixSeconds = z
	.union([
		z.number(),
		z
			.string()
			.regex(/^\d{1,12}$/)
			.transform(Number),
	])
	.transform((seconds) => Math.round(seconds * 1000))
	.pipe(plausible);

/** e.g. `Fri, 20 Nov 2026 09:50:02 +0000`. */
export const Rfc2822 = z
	.string()
	.regex(/^(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} (?:[+-]\d{4}|GMT|UTC)$/)
	.transform((text) => Date.parse(text))
	.pipe(plausible);

/** ISO 8601 with `Z` or an offset, with or without fractions of a second. */
export const IsoInstant = z.iso
	.datetime({ offset: true })
	.transform((text) => Date.parse(text))
	.pipe(plausible);
