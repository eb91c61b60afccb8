import { z } from 'zod';

/** A step at which the server dies: the nth of its name, before it was begun or after it was done. */
const Death = z.object({ label: z.string(), nth: z.number(), when: z.enum(['before', 'after']) });

/** What a server is started with. */
export const LifePlan = z.object({
	folder: z.string(),
	port: z.number(),
	/** Vendors' origins → simulators'. */
	origins: z.array(z.tuple([z.string(), z.string()])),
	/** How far its clock is ahead of the machine's, ms. */
	aheadMs: z.number(),
	death: Death.optional(),
});

/** What it tells of itself; times in ms since 1970 by its clock. */
export const Told = z.discriminatedUnion('kind', [
	z.object({ kind: z.literal('listening') }),
	z.object({
		kind: z.literal('step'),
		label: z.string(),
		nth: z.number(),
		at: z.number(),
		jobId: z.string().optional(),
	}),
	/** It had nothing to do, and passed over some time. */
	z.object({ kind: z.literal('leapt'), aheadMs: z.number() }),
]);

export type Death = z.infer<typeof Death>;
export type LifePlan = z.infer<typeof LifePlan>;
export type Told = z.infer<typeof Told>;
