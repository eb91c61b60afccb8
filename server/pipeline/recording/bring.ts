import type { FoundConnection } from '../../intake/connections.ts';
import type { Provider } from '../../providers/provider.ts';
import type { Located, RecordingToLocate } from '../../providers/recordings.ts';
import type { Asked } from '../../providers/vendor.ts';
import type { PipelineDeps } from '../deps.ts';
import type { StageReason } from '../stage.ts';
import { durationOf, NoAudio, watchAudio } from './audio.ts';

export type Brought =
	| { kind: 'stored'; blobId: string; size: number; contentType: string }
	/** The vendor has not got it ready. */
	| { kind: 'not-yet' }
	| { kind: 'gone' }
	/** `at`: ms since 1970, where it is known; `tries`: how many are worth it, where few are. */
	| { kind: 'later'; reason: StageReason; detail?: string; at?: number; tries?: number }
	| { kind: 'stop'; reason: StageReason; detail?: string };

const MOST_BYTES = 512 * 1_024 * 1_024;
const MOST_SECONDS = 6 * 60 * 60;
/** What looks wrong may be an error page of a minute. */
const FEW_TRIES = 3;

type Source = { found: FoundConnection; provider: Provider & Required<Pick<Provider, 'recordings'>> };
type Failed = Exclude<Asked<never>, { kind: 'read' }>;

/** Finds a recording at its vendor and puts it among the blobs, of which it is nobody's yet. */
export async function bring(
	recording: RecordingToLocate,
	source: Source,
	deps: Pick<PipelineDeps, 'blobs' | 'vendorTools' | 'vendorDownload'>,
): Promise<Brought> {
	const first = await attempt(recording, source, deps);
	// A link that died between question and download is asked for once more.
	return first.kind === 'link-dead' ? settled(await attempt(recording, source, deps)) : first;
}

type Attempt = Brought | { kind: 'link-dead' };

function settled(attempt: Attempt): Brought {
	if (attempt.kind !== 'link-dead') return attempt;
	return { kind: 'stop', reason: 'forbidden', detail: 'The link that the provider gave does not open.' };
}

async function attempt(
	recording: RecordingToLocate,
	{ found, provider }: Source,
	{ blobs, vendorTools, vendorDownload }: Pick<PipelineDeps, 'blobs' | 'vendorTools' | 'vendorDownload'>,
): Promise<Attempt> {
	const located = await provider.recordings.locate(recording, vendorTools(found, provider));
	if (located.kind !== 'found') return unlocated(located);
	const { url, withCredentials } = located;
	const wanted = { url, withCredentials, maxBytes: MOST_BYTES };
	const asked = await vendorDownload(found, provider)(wanted, async (body) => {
		const audio = watchAudio(body);
		const put = await blobs.put(audio.bytes, { limit: MOST_BYTES }).catch((error: unknown) => {
			if (error instanceof NoAudio) return { kind: 'no-audio' } as const;
			throw error;
		});
		return { put, contentType: audio.contentType() };
	});
	if (asked.kind !== 'read')
		return !withCredentials && isDeadLink(asked) ? { kind: 'link-dead' } : failed(asked);
	const { put, contentType } = asked.value;
	if (put.kind === 'too-large') return { kind: 'stop', reason: 'too-large' };
	if (put.kind === 'no-room') return { kind: 'later', reason: 'no-room' };
	if (put.kind === 'no-audio' || !contentType) {
		return { kind: 'later', reason: 'wrong-content', tries: FEW_TRIES };
	}
	const stored = { blobId: put.blobId, size: put.size, contentType };
	const seconds = await durationOf(stored, blobs);
	if (seconds === undefined || seconds <= MOST_SECONDS) return { kind: 'stored', ...stored };
	await blobs.remove(put.blobId);
	return { kind: 'stop', reason: 'too-long' };
}

function isDeadLink({ kind }: Failed): boolean {
	return kind === 'gone' || kind === 'forbidden' || kind === 'signed-out' || kind === 'refused';
}

function unlocated(located: Exclude<Located, { kind: 'found' }>): Brought {
	return located.kind === 'not-yet' ? located : failed(located);
}

function failed(asked: Failed): Brought {
	switch (asked.kind) {
		case 'gone':
			return { kind: 'gone' };
		case 'signed-out':
			// Goes on once somebody has signed in again.
			return { kind: 'later', reason: 'signed-out' };
		case 'forbidden':
			return { kind: 'stop', reason: 'forbidden', detail: asked.reason };
		case 'refused':
			return { kind: 'stop', reason: 'refused', detail: asked.reason };
		case 'later':
			return { kind: 'later', reason: 'vendor-busy', detail: asked.reason, at: asked.at };
		case 'too-large':
			return { kind: 'stop', reason: 'too-large' };
		case 'unexpected':
			return { kind: 'later', reason: 'unexpected', detail: asked.reason, tries: FEW_TRIES };
	}
}
