import type { z } from 'zod';
import type { Asked, AskVendor } from '../vendor.ts';

/** Reads one resource of the mailbox, e.g. `history?startHistoryId=7`. */
export type Get = <T>(path: string, schema: z.ZodType<T>) => Promise<Asked<T>>;

export const MAILBOX = 'https://gmail.googleapis.com/gmail/v1/users/me/';

export function createGet(ask: AskVendor): Get {
	return (path, schema) => ask({ url: `${MAILBOX}${path}`, schema });
}
