import type { z } from 'zod';
import type { Asked, AskVendor } from '../vendor.ts';

/** Reads one resource of the extension, e.g. `message-store/820000000071`. */
export type Get = <T>(path: string, schema: z.ZodType<T>) => Promise<Asked<T>>;

export const PLATFORM = 'https://platform.ringcentral.com';

/** `~` is whoever signed in. */
export const EXTENSION = `${PLATFORM}/restapi/v1.0/account/~/extension/~`;

export function createGet(ask: AskVendor): Get {
	return (path, schema) => ask({ url: `${EXTENSION}/${path}`, schema });
}
