/** What a link to a section says beside its name, e.g. `search` of `#deliveries?search=webex-1`. */
export function hashValue(name: string): string | undefined {
	const [, query = ''] = location.hash.split('?');
	return new URLSearchParams(query).get(name) ?? undefined;
}
