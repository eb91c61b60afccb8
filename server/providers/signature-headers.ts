import type { Provider } from './provider.ts';

/** What any client sends, whoever it is. */
const common = new Set(['content-type', 'content-length', 'user-agent', 'accept', 'host']);

const known = new WeakMap<Provider, readonly string[]>();

/** Names of the headers by which a provider's requests can be known, lower case; told by its own scenarios. */
export function signatureHeadersOf(provider: Provider): readonly string[] {
	const told = known.get(provider) ?? headersOf(provider);
	known.set(provider, told);
	return told;
}

function headersOf(provider: Provider): readonly string[] {
	const secrets = Object.fromEntries(provider.secrets.map(({ name }) => [name, 'a-secret-to-sign-with']));
	const input = { runId: 'headers', startAt: 0, secrets, hookUrl: 'https://ringside.example/' };
	const names = Object.values(provider.scenarios).flatMap((play) => firstHeaders(play, input));
	return [...new Set(names)].filter((name) => !common.has(name)).sort();
}

function firstHeaders(
	play: Provider['scenarios'][string],
	input: Parameters<Provider['scenarios'][string]>[0],
): string[] {
	const [first] = play(input);
	return Object.keys(first?.headers ?? {}).map((name) => name.toLowerCase());
}
