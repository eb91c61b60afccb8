import { mapAsked } from '../pages.ts';
import type { CheckKey } from '../setup.ts';
import { API } from './api.ts';
import { History } from './history-schema.ts';

/** The newest call: read, and of no consequence. */
export const checkKey: CheckKey = async ({ ask }) =>
	mapAsked(await ask({ url: `${API}/calls/index.json?limit=1`, schema: History }), () => ({}));
