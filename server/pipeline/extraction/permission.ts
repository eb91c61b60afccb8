import type { FactField } from '../../../lib/contract/settings.ts';
import type { Segment } from '../../../lib/contract/transcript.ts';
import { factFields } from '../../../lib/facts/presets.ts';
import type { CallHistory } from '../call-log.ts';
import { segmentsOf } from '../call-parts.ts';
import type { PipelineDeps } from '../deps.ts';
import { monthOf } from '../paid-once.ts';
import type { StageReason } from '../stage.ts';

export type Permission =
	| { kind: 'go'; segments: Segment[]; fields: FactField[]; transcriptId: string; writesAlone: boolean }
	| { kind: 'nothing' }
	| { kind: 'stop'; reason: StageReason };

/** Whether facts of this call are to be read, and from what. */
export async function permissionFor(
	workspaceId: string,
	{ events, connectionId }: CallHistory,
	{ settings, store, clock }: Pick<PipelineDeps, 'settings' | 'store' | 'clock'>,
): Promise<Permission> {
	const ready = events.flatMap((event) => (event.type === 'ringside.transcript.ready' ? [event.data] : []));
	const transcript = ready.at(-1);
	if (!transcript) return { kind: 'nothing' };
	const [{ value }, consent, facts] = await Promise.all([
		settings.read(workspaceId, 'after-call'),
		settings.read(workspaceId, 'consent'),
		settings.read(workspaceId, 'facts'),
	]);
	if (!value.isOn) return { kind: 'nothing' };
	if (events.some(({ type }) => type === 'ringside.transcript.declined'))
		return { kind: 'stop', reason: 'declined' };
	if ((consent.value.connections[connectionId] ?? 'none') === 'none')
		return { kind: 'stop', reason: 'no-consent' };
	const fields = factFields(facts.value);
	const segments = segmentsOf(events);
	if (fields.length === 0 || segments.length === 0) return { kind: 'nothing' };
	const used = await store.afterCall.usage.month(workspaceId, monthOf(clock.now()));
	if (value.monthlyTokens !== undefined && used.tokens >= value.monthlyTokens)
		return { kind: 'stop', reason: 'limit' };
	return {
		kind: 'go',
		segments,
		fields,
		transcriptId: transcript.transcriptId,
		writesAlone: value.writesAlone,
	};
}
