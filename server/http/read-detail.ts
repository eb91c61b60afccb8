import type { CallDetail } from '../../lib/contract/call-detail.ts';
import { factFields } from '../../lib/facts/presets.ts';
import { mergeReviews } from '../../lib/facts/review.ts';
import type { Principal } from '../accounts/accounts.ts';
import {
	bookingOf,
	eventsOf,
	extractionOf,
	progressOf,
	recordingsOf,
	segmentsOf,
} from '../pipeline/call-parts.ts';
import { unassignedView } from '../pipeline/inbox/view.ts';
import { knownLead } from '../pipeline/known-lead.ts';
import { completeCalls, isVisible, readCall } from './call-records.ts';
import type { AppContext } from './context.ts';

type Context = Pick<AppContext, 'store' | 'callLog' | 'settings'>;

/** Everything that is known of a call; undefined where there is none that this person may read. */
export async function readDetail(
	callId: string,
	principal: Principal,
	{ store, callLog, settings }: Context,
): Promise<CallDetail | undefined> {
	const { workspaceId } = principal.workspace;
	const stored = await store.events.bySubject(workspaceId, callId);
	const history = await callLog.read(workspaceId, callId);
	if (!history) return undefined;
	const { events, directory, connectionId } = history;
	if (!isVisible(stored, { principal, directory, scope: 'readable' })) return undefined;
	const [consent, facts, crm, kept, row, lead, [call]] = await Promise.all([
		settings.read(workspaceId, 'consent'),
		settings.read(workspaceId, 'facts'),
		settings.read(workspaceId, 'crm'),
		store.recordings.ofSubject(workspaceId, callId),
		store.afterCall.inbox.get(workspaceId, callId),
		knownLead(workspaceId, history, store.leads),
		completeCalls([readCall(callId, stored)], store, { principal }),
	]);
	if (!call) return undefined;
	const extraction = extractionOf(events);
	const transcripts = eventsOf(events, 'ringside.transcript.ready');
	const reviews = eventsOf(events, 'ringside.extraction.reviewed').map(({ data }) => data);
	const hasCrm = crm.value.kind !== 'none';
	return {
		call,
		segments: segmentsOf(events),
		isTranscriptComplete: transcripts.length > 0,
		language: transcripts.at(-1)?.data.language,
		recordings: recordingsOf(events, kept),
		progress: progressOf(events),
		consent: consent.value.connections[connectionId] ?? 'none',
		isDeclined: eventsOf(events, 'ringside.transcript.declined').length > 0,
		extraction,
		reviewed: extraction && mergeReviews(extraction.extractionId, reviews),
		fields: factFields(facts.value),
		writesTo: hasCrm ? (lead?.externalId ? 'lead' : 'unassigned') : 'nowhere',
		written: eventsOf(events, 'ringside.crm.written').map(({ time, data }) => ({ ...data, at: time })),
		booking: bookingOf(events),
		unassigned: row && unassignedView(row),
	};
}
