/** https://cal.com/docs/api-reference/v2/introduction */
export const API = 'https://api.cal.com/v2';

export function authorization({ apiKey }: Record<string, string>) {
	return apiKey?.trim() ? { name: 'authorization', value: `Bearer ${apiKey.trim()}` } : undefined;
}
