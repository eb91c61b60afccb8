import { factFields } from '../../../lib/facts/presets.ts';
import type { UnassignedEntry } from '../../crm/crm.ts';
import type { CallHistory } from '../call-log.ts';
import type { PipelineDeps } from '../deps.ts';
import { COMPANY, crmFieldsOf, decidedFacts, NAME } from './wanted.ts';

/** What of a call's facts may go to the CRM. */
export type Wanted = Pick<UnassignedEntry, 'name' | 'company' | 'fields'>;

/** By what people decided, and what the workspace chose. */
export async function readWanted(
	workspaceId: string,
	{ events }: Pick<CallHistory, 'events'>,
	{ settings }: Pick<PipelineDeps, 'settings'>,
): Promise<Wanted> {
	const [facts, afterCall] = await Promise.all([
		settings.read(workspaceId, 'facts'),
		settings.read(workspaceId, 'after-call'),
	]);
	const decided = decidedFacts(events, { alone: afterCall.value.writesAlone });
	const [name, company] = [decided.get(NAME), decided.get(COMPANY)];
	return {
		...(name && { name }),
		...(company && { company }),
		fields: crmFieldsOf(decided, factFields(facts.value)),
	};
}
