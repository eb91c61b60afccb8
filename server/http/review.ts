import { afterCallCommands } from '../../lib/contract/call-detail.ts';
import type { ExtractionReady, ExtractionReviewed } from '../../lib/contract/extraction.ts';
import type { FactField } from '../../lib/contract/settings.ts';
import { factFields } from '../../lib/facts/presets.ts';
import { isValueOf } from '../../lib/facts/value.ts';
import { toInstant } from '../clock.ts';
import { eventsOf, extractionOf } from '../pipeline/call-parts.ts';
import { writeJob } from '../pipeline/write-back/job.ts';
import { addCallCommand, type CallCommand, type Refused } from './call-command.ts';
import type { AppContext, Routes } from './context.ts';
import { retryStage } from './retry-stage.ts';

type Decision = ExtractionReviewed['decisions'][number];
type Review = CallCommand<{ callId: string; extractionId: string; decisions: Decision[] }>;

/** What a person decides of a call's facts, and what she has done again. */
export const reviewRoutes: Routes = (app, context) => {
	addCallCommand(
		app,
		context,
		{
			name: 'reviewFacts',
			summary: 'Accepts, edits or rejects facts of a call',
			body: afterCallCommands.reviewFacts,
		},
		(command) => reviewFacts(command, context),
	);
	addCallCommand(
		app,
		context,
		{ name: 'retryStage', summary: 'Does again what stopped', body: afterCallCommands.retryStage },
		(command) => retryStage(command, context),
	);
};

async function reviewFacts(
	{ id, body, principal }: Review,
	{ callLog, settings, clock }: AppContext,
): Promise<Refused> {
	const { workspaceId } = principal.workspace;
	const { callId, extractionId } = body;
	const history = await callLog.read(workspaceId, callId);
	if (!history) return { problem: 'not-found', detail: 'There is no such call.' };
	// A repeat is done, whatever came after it.
	if (history.events.some((event) => event.id === id)) return undefined;
	const extraction = extractionOf(history.events);
	const isKnown = eventsOf(history.events, 'ringside.extraction.ready').some(
		({ data }) => data.extractionId === extractionId,
	);
	if (!extraction || !isKnown) return { problem: 'not-found', detail: 'There are no such facts.' };
	if (extraction.extractionId !== extractionId) return { problem: 'facts-replaced' };
	const [facts, crm] = await Promise.all([
		settings.read(workspaceId, 'facts'),
		settings.read(workspaceId, 'crm'),
	]);
	const { region } = history.directory.workspace;
	const refused = check(body.decisions, { extraction, fields: factFields(facts.value), region });
	if (refused) return refused;
	const decisions = body.decisions.map(readDecision);
	const now = clock.now();
	const data = { ...{ callId, extractionId, decisions }, userId: principal.user.userId, at: toInstant(now) };
	const isWanted = crm.value.kind !== 'none' && decisions.some(({ decision }) => decision !== 'rejected');
	const jobs = isWanted ? [writeJob(callId, id, now)] : [];
	await callLog.append(workspaceId, history, [{ name: 'extraction.reviewed', id, data, at: now }], { jobs });
	return undefined;
}

interface Known {
	extraction: ExtractionReady;
	fields: FactField[];
	region: string;
}

/** Details name fields, and nothing that was said or typed. */
function check(decisions: Decision[], { extraction, fields, region }: Known): Refused {
	const names = new Set(extraction.fields.map(({ name }) => name));
	if (new Set(decisions.map(({ name }) => name)).size < decisions.length) {
		return { problem: 'invalid-request', detail: 'A field is decided twice.' };
	}
	if (!decisions.every(({ name }) => names.has(name))) {
		return { problem: 'invalid-request', detail: 'A field is none of these facts.' };
	}
	for (const { name, decision, value } of decisions) {
		if (decision !== 'edited') continue;
		// Of a field that was taken out of the settings meanwhile any text will do: it goes nowhere.
		const field = fields.find((one) => one.name === name) ?? { kind: 'text' as const, choices: [] };
		if (value === undefined || !isValueOf(field, value, region)) {
			return { problem: 'wrong-value', detail: name };
		}
	}
	return undefined;
}

function readDecision({ name, decision, value }: Decision): Decision {
	return decision === 'edited' ? { name, decision, value: value?.trim() } : { name, decision };
}
