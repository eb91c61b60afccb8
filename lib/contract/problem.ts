import { z } from 'zod';

/** RFC 9457 problem document. `type` is stable; `mend` says what to do next, in plain words. */
export const Problem = z.object({
	type: z.string().startsWith('https://ringside.dev/problems/'),
	title: z.string(),
	status: z.number().int(),
	detail: z.string().optional(),
	mend: z.string().optional(),
	/** Path of what it is about in what was sent, e.g. `transcription.baseUrl`. */
	field: z.string().optional(),
	/** Finds the matching line in the server's log. */
	reference: z.string().optional(),
});

export type Problem = z.infer<typeof Problem>;
