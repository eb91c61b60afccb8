import { createHash } from 'node:crypto';
import { askCrm, pathOf } from '../ask-crm.ts';
import type { CrmConnector, CrmOutcome, CrmTools, Found, UnassignedEntry } from '../crm.ts';
import { entriesOf, recordIdOf } from './schema.ts';

const LABEL = 'pulspoint';
const UNASSIGNED = '/api/akquise/unassigned-calls';
/** No call of ours has it. */
const NO_CALL = 'ringside-check';

const pulspoint: CrmConnector = {
	id: 'pulspoint',
	label: LABEL,
	async check(tools) {
		const asked = await lookUp(NO_CALL, tools);
		if (asked.kind === 'read') return { kind: 'done' };
		// The look-up is documented nowhere: without it nothing harmless tells whether the key is right.
		const isMissing = asked.kind === 'gone' || asked.kind === 'refused';
		return isMissing ? { kind: 'unexpected', reason: `${LABEL} answered, and did not say more.` } : asked;
	},
	async updateLead({ recordId, fields, idempotencyKey }, tools) {
		const path = `/api/candidates${pathOf(recordId)}`;
		const headers = { ...keyOf(tools), 'idempotency-key': idempotencyKey };
		const asked = await askCrm(LABEL, { method: 'PATCH', path, headers, json: fields }, tools);
		return asked.kind === 'read' ? { kind: 'done', recordId } : asked;
	},
	async addUnassigned(entry, tools) {
		const headers = { ...keyOf(tools), 'idempotency-key': repeatKeyOf(entry.callId) };
		const json = bodyOf(entry);
		return outcomeOf(await askCrm(LABEL, { method: 'POST', path: UNASSIGNED, headers, json }, tools));
	},
	async findUnassigned(callId, tools): Promise<Found> {
		const asked = await lookUp(callId, tools);
		if (asked.kind === 'later' || asked.kind === 'signed-out') return asked;
		if (asked.kind !== 'read') return { kind: 'unknown' };
		const entries = entriesOf(asked.answer);
		if (!entries) return { kind: 'unknown' };
		const own = entries.find(({ external_id }) => external_id === callId);
		return own ? { kind: 'found', recordId: recordIdOf(own) } : { kind: 'absent' };
	},
};

export default pulspoint;

type Asked = Awaited<ReturnType<typeof askCrm>>;

function lookUp(callId: string, tools: CrmTools): Promise<Asked> {
	const path = `${UNASSIGNED}?${new URLSearchParams({ external_id: callId })}`;
	return askCrm(LABEL, { method: 'GET', path, headers: keyOf(tools) }, tools);
}

function keyOf({ apiKey }: CrmTools): { 'x-api-key': string } {
	return { 'x-api-key': apiKey };
}

/** Call ids may hold letters that no header can. */
function repeatKeyOf(callId: string): string {
	return createHash('sha256').update(callId).digest('base64url');
}

function outcomeOf(asked: Asked): CrmOutcome {
	if (asked.kind !== 'read') return asked;
	const recordId = recordIdOf(asked.answer);
	return { kind: 'done', ...(recordId !== undefined && { recordId }) };
}

/** JSON leaves out what is undefined. */
function bodyOf(entry: UnassignedEntry) {
	return {
		external_id: entry.callId,
		phone_number: entry.remoteNumber ?? null,
		called_number: entry.ownNumber ?? null,
		direction: entry.direction,
		started_at: entry.startedAt,
		duration_seconds: entry.durationSeconds,
		provider: entry.provider,
		name: entry.name,
		company: entry.company,
		facts: entry.fields,
	};
}
