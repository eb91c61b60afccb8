import { z } from 'zod';
import { mapAsked } from '../pages.ts';
import type { CheckKey } from '../setup.ts';
import { API } from './api.ts';

const Me = z.object({ data: z.object({ username: z.string().max(500).nullish() }) });

/** Whose key it is. */
export const checkKey: CheckKey = async ({ ask }) =>
	mapAsked(await ask({ url: `${API}/me`, schema: Me }), ({ data: { username } }) =>
		username ? { label: username } : {},
	);
