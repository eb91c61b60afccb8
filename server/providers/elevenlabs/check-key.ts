import { z } from 'zod';
import { mapAsked } from '../pages.ts';
import type { CheckKey } from '../setup.ts';
import { API } from './api.ts';

/** The newest conversation: read, and of no consequence. */
export const checkKey: CheckKey = async ({ ask }) =>
	mapAsked(await ask({ url: `${API}/convai/conversations?page_size=1`, schema: z.unknown() }), () => ({}));
