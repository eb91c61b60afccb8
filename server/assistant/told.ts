import { z } from 'zod';
import type { SealingKeys } from '../secrets/key.ts';
import { open, seal } from '../secrets/sealing.ts';

const Told = z.object({
	questionnaireLoaded: z.boolean(),
	promptLength: z.number(),
	firstMessage: z.string(),
});

/** What whoever asked for a call is told of its briefing. */
export type Told = z.infer<typeof Told>;

/** Sealed, since the first message greets somebody by name. */
export function sealTold(told: Told, keys: SealingKeys): string {
	return seal(JSON.stringify(told), keys[0]);
}

/** Undefined where the key it was sealed with is gone. */
export function openTold(sealed: string, keys: SealingKeys): Told | undefined {
	const opened = open(sealed, keys);
	return opened.kind === 'opened' ? Told.parse(JSON.parse(opened.plain)) : undefined;
}
