import { z } from 'zod';
import { mapAsked } from '../pages.ts';
import type { CheckKey } from '../setup.ts';
import { API } from './api.ts';

/** How many calls may run at once: read, and of no consequence. */
export const checkKey: CheckKey = async ({ ask }) =>
	mapAsked(await ask({ url: `${API}/get-concurrency`, schema: z.unknown() }), () => ({}));
