import { createHmac } from 'node:crypto';
import type { Provider } from '../providers/provider.ts';
import { signatureHeadersOf } from '../providers/signature-headers.ts';
import type { SealingKeys } from '../secrets/key.ts';

/** A short print of a credential, by which it can be recognised and not be found out. */
export type Fingerprint = (credential: string) => string;

/** Prints are made with the server's own key: who has the database alone cannot try guesses against them. */
export function createFingerprint(keys: SealingKeys): Fingerprint {
	const key = createHmac('sha256', keys[0].bytes).update('ringside credential fingerprint').digest();
	return (credential) => createHmac('sha256', key).update(credential).digest('hex').slice(0, 16);
}

/** What tells where a request came by. */
const context = ['content-type', 'content-length', 'content-encoding', 'user-agent', 'host'];
const forwarded = ['x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-port'];
const LONGEST_VALUE = 1_000;

/** What is kept of the headers of a refused request: those of any provider, credentials as prints. */
export type KeepEvidence = (headers: Record<string, string>) => Record<string, string>;

export function createEvidence(providers: readonly Provider[], fingerprint: Fingerprint): KeepEvidence {
	const plain = new Set([...context, ...forwarded, ...providers.flatMap((one) => one.keptHeaders)]);
	const signing = providers.flatMap((one) => signatureHeadersOf(one));
	// A header that a provider signs with and whose value must not be kept is the secret itself.
	const credentials = new Set([...signing.filter((name) => !plain.has(name)), 'authorization', 'x-api-key']);
	return (headers) => {
		const kept: Record<string, string> = {};
		for (const [name, value] of Object.entries(headers)) {
			if (credentials.has(name)) kept[name] = printOf(value, fingerprint);
			else if (plain.has(name)) kept[name] = value.slice(0, LONGEST_VALUE);
		}
		return kept;
	};
}

function printOf(value: string, fingerprint: Fingerprint): string {
	const [, scheme = '', credential = ''] = /^(bearer +)?(.*)$/is.exec(value.trim()) ?? [];
	return `${scheme && 'Bearer '}[not kept, fingerprint ${fingerprint(credential)}]`;
}

/** The headers as they came, where one of these secrets was the credential; any other credential stays unknown. */
export function withCredentials(
	headers: Record<string, string>,
	secrets: Record<string, string>,
	fingerprint: Fingerprint,
): Record<string, string> {
	const bySecret = new Map(Object.values(secrets).map((secret) => [fingerprint(secret), secret]));
	return Object.fromEntries(
		Object.entries(headers).map(([name, value]) => {
			const [, scheme = '', print] = /^(Bearer )?\[not kept, fingerprint ([0-9a-f]{16})\]$/.exec(value) ?? [];
			return [name, print === undefined ? value : scheme + (bySecret.get(print) ?? 'unknown-credential')];
		}),
	);
}
