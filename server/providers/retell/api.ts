import { z } from 'zod';

/** https://docs.retellai.com/api-references */
export const API = 'https://api.retellai.com';

/** A list as version 2 and later give it: page after page by a key. */
export function pageOf<T extends z.ZodType>(item: T) {
	return z.object({
		items: z.array(item),
		has_more: z.boolean().default(false),
		pagination_key: z.string().nullish(),
	});
}

/** What to ask for next. */
export function nextOf(page: {
	has_more: boolean;
	pagination_key?: string | null | undefined;
}): string | undefined {
	return page.has_more ? (page.pagination_key ?? undefined) : undefined;
}

export function authorization({ secret }: Record<string, string>) {
	return secret?.trim() ? { name: 'authorization', value: `Bearer ${secret.trim()}` } : undefined;
}
