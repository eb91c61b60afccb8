/** Whether an address leads to this hook, under whatever public address: somebody else's is not ours to take away. */
export function isHere(address: string, hookUrl: string): boolean {
	const path = URL.parse(hookUrl)?.pathname;
	return path !== undefined && path !== '/' && (URL.parse(address)?.pathname.startsWith(path) ?? false);
}
