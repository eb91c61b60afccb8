import { z } from 'zod';
import type { CallHistory } from '../call-log.ts';
import type { PipelineDeps } from '../deps.ts';
import { saidOf } from '../write-back/wanted.ts';
import { tellInbox } from './change.ts';
import { type Said, Suggestions } from './suggest.ts';

const PAGE = 2_000;
const Rest = z.looseObject({});

/** Says in the inbox who the caller may be, by what was said; nothing where the call is not open there. */
export async function suggestLeads(
	workspaceId: string,
	history: Pick<CallHistory, 'callId' | 'connectionId' | 'events'>,
	deps: Pick<PipelineDeps, 'store' | 'callLog' | 'clock'>,
): Promise<void> {
	const { inbox } = deps.store.afterCall;
	const row = await inbox.get(workspaceId, history.callId);
	if (row?.state !== 'open') return;
	const said = saidOf(history.events);
	const suggestions = await findSuggestions(workspaceId, said, deps);
	const json = JSON.stringify({ ...Rest.parse(JSON.parse(row.json)), ...said, suggestions });
	if (json !== row.json) {
		const change = { from: 'open', to: 'open', json, now: deps.clock.now() } as const;
		if (!(await inbox.change(workspaceId, history.callId, change))) return;
	}
	await tellInbox(workspaceId, history, deps);
}

async function findSuggestions(workspaceId: string, said: Said, { store }: Pick<PipelineDeps, 'store'>) {
	const suggestions = new Suggestions(said);
	let after = 0;
	while (suggestions.canFind) {
		const page = await store.leads.changes(workspaceId, after, PAGE);
		suggestions.add(page.leads);
		if (page.done) break;
		after = page.version;
	}
	return suggestions.result();
}
