import type { Clock } from '../clock.ts';
import type { FoundConnection } from '../intake/connections.ts';
import type { Download, DownloadAnswer, DownloadFailure } from '../outgoing/download.ts';
import type { Provider } from '../providers/provider.ts';
import type { Asked } from '../providers/vendor.ts';
import type { AccessTokens } from './access-token.ts';
import { isHostOf } from './ask-vendor.ts';
import { type Credentials, credentialsOf, type Proof } from './credentials.ts';
import type { QuietTimes } from './quiet-times.ts';
import { readRefusal } from './read-answer.ts';

interface WantedFile {
	url: string;
	/** Absent: whoever has the address may have the file. */
	withCredentials: boolean;
	/** Bytes. */
	maxBytes: number;
}

/** Reads a file at a vendor while it comes; what `take` gives for an answer of the 2xx, else what became of it. */
type VendorDownload = <T>(
	wanted: WantedFile,
	take: (body: AsyncIterable<Uint8Array>) => Promise<T>,
) => Promise<Asked<T>>;

/** Downloads as one connection. */
export type VendorDownloadFor = (found: FoundConnection, provider: Provider) => VendorDownload;

interface Deps {
	download: Download;
	clock: Clock;
	quietTimes: QuietTimes;
	tokens: AccessTokens;
}

const IDLE_MS = 60_000;
const WHOLE_MS = 60 * 60_000;

export function createVendorDownloads(deps: Deps): VendorDownloadFor {
	const { clock, tokens, quietTimes } = deps;
	return (found, provider) => {
		const { connectionId } = found.connection;
		const credentials = credentialsOf(provider, found, { tokens, now: clock.now });
		return async (wanted, take) => {
			if (!wanted.withCredentials) return read(wanted, take, provider, undefined, deps);
			if (!isHostOf(provider, wanted.url)) {
				return { kind: 'unexpected', reason: `${provider.label} named an address of somebody else.` };
			}
			const at = quietTimes.until(connectionId);
			if (at !== undefined) return { kind: 'later', reason: `${provider.label} asked to be left alone.`, at };
			const asked = await proven(credentials, (proof) => read(wanted, take, provider, proof, deps));
			if (asked.kind === 'later' && asked.at !== undefined) quietTimes.hold(connectionId, asked.at);
			return asked;
		};
	};
}

/** With what proves who asks; once more with another where it was not taken. */
async function proven<T>(
	credentials: Credentials,
	ask: (proof: Extract<Proof, { kind: 'header' }>) => Promise<Asked<T>>,
): Promise<Asked<T>> {
	const proof = await credentials.now();
	if (proof.kind === 'signed-out') return { kind: 'signed-out' };
	if (proof.kind === 'later') return proof;
	const asked = await ask(proof);
	if (asked.kind !== 'signed-out') return asked;
	const renewed = await credentials.renewed();
	return renewed?.kind === 'header' ? ask(renewed) : asked;
}

async function read<T>(
	{ url, maxBytes }: WantedFile,
	take: (body: AsyncIterable<Uint8Array>) => Promise<T>,
	provider: Provider,
	credentials: { name: string; value: string } | undefined,
	{ download, clock }: Deps,
): Promise<Asked<T>> {
	const limits = { idleMs: IDLE_MS, wholeMs: WHOLE_MS, maxBytes };
	const isTrusted = (target: URL) => isHostOf(provider, target.href);
	const result = await download(
		{ url, ...(credentials && { credentials }), isTrusted, ...limits },
		async (answer): Promise<Asked<T>> =>
			answer.status >= 200 && answer.status < 300
				? { kind: 'read', value: await take(answer.body) }
				: refusalOf(answer, provider, clock),
	);
	return result.kind === 'read' ? result.value : failureOf(result, provider);
}

function refusalOf(
	{ status, headers }: DownloadAnswer,
	{ label }: Provider,
	clock: Clock,
): Exclude<Asked<never>, { kind: 'read' }> {
	const answer = { kind: 'answered', status, headers, body: new Uint8Array() } as const;
	return readRefusal(answer, { label, now: clock.now() });
}

function failureOf(result: DownloadFailure, { label }: Provider): Exclude<Asked<never>, { kind: 'read' }> {
	if (result.kind === 'blocked') {
		return { kind: 'unexpected', reason: `${label}’s address may not be called (${result.reason}).` };
	}
	if (result.reason === 'too-large') return { kind: 'too-large' };
	return { kind: 'later', reason: `${label}’s file could not be read (${result.reason}).` };
}
