import type { NewRecording } from '../../store/ports.ts';
import type { CallHistory } from '../call-log.ts';
import type { PipelineDeps } from '../deps.ts';
import type { StageReason } from '../stage.ts';

export type Permission =
	| { kind: 'go'; recordings: NewRecording[] }
	/** The transcript is there. */
	| { kind: 'made' }
	/** The provider's lines came, and nothing that ends them: there will be no better transcript. */
	| { kind: 'given' }
	/** The provider may still send its own; `at` in ms since 1970. */
	| { kind: 'wait'; at: number }
	| { kind: 'stop'; reason: StageReason };

/** A provider's own transcript comes within this. */
const OWN_TRANSCRIPT_MS = 10 * 60_000;

/** Whether this call's audio may be transcribed, and whether it has to be. */
export async function permissionFor(
	workspaceId: string,
	history: CallHistory,
	{ store, settings, providers, clock }: PipelineDeps,
): Promise<Permission> {
	const { events, callId } = history;
	const has = (type: string) => events.some((event) => event.type === type);
	if (has('ringside.transcript.ready')) return { kind: 'made' };
	if (has('ringside.transcript.declined')) return { kind: 'stop', reason: 'declined' };
	const { value } = await settings.read(workspaceId, 'consent');
	const kept = await store.recordings.ofSubject(workspaceId, callId);
	if (kept.length === 0) return { kind: 'stop', reason: 'gone' };
	const recordings = kept.filter((one) => (value.connections[one.connectionId] ?? 'none') !== 'none');
	const newest = Math.max(...recordings.map(({ createdAt }) => createdAt));
	if (recordings.length === 0) return { kind: 'stop', reason: 'no-consent' };
	if (!providers.find(history.provider)?.givesTranscripts) return { kind: 'go', recordings };
	const at = newest + OWN_TRANSCRIPT_MS;
	if (clock.now() < at) return { kind: 'wait', at };
	return has('ringside.transcript.segment') ? { kind: 'given' } : { kind: 'go', recordings };
}
