import { z } from 'zod';
import { mapAsked } from '../pages.ts';
import type { CheckKey } from '../setup.ts';
import { API } from './api.ts';

/** Webhook endpoints: the right that is needed, asked for without changing anything. */
export const checkKey: CheckKey = async ({ ask }) =>
	mapAsked(await ask({ url: `${API}/webhook_endpoints?limit=1`, schema: z.unknown() }), () => ({}));
