import { z } from 'zod';

/** The same words in each language; what the server says of set-up comes in all of them, so that the reader picks. */
export const Text = z.object({
	en: z.string().max(2_000),
	de: z.string().max(2_000),
	es: z.string().max(2_000),
});

export type Text = z.infer<typeof Text>;
