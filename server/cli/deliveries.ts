import type { Command } from 'commander';
import { z } from 'zod';
import { type DeliveryView, Outcome } from '../../lib/contract/api.ts';
import { Instant } from '../../lib/contract/primitives.ts';
import { explain } from '../diagnosis/explain.ts';
import type { Diagnosis } from '../diagnosis/words.ts';
import { deliveryView } from '../http/deliveries.ts';
import { type ReplayContext, replayDelivery } from '../http/replay-delivery.ts';
import { replayRange } from '../http/replay-range.ts';
import { createConnectionFinder } from '../intake/connections.ts';
import type { DeliveryFilter } from '../store/ports.ts';
import { failed, onInstallation, type Result } from './command.ts';
import type { Installation } from './installation.ts';

interface ListOptions {
	connection?: string;
	provider?: string;
	outcome?: string;
	from?: string;
	to?: string;
	search?: string;
	before?: string;
	limit: string;
	explain?: boolean;
}

export function deliveryCommands(program: Command): void {
	onInstallation(
		program
			.command('deliveries')
			.description('what providers sent, newest first')
			.option('--connection <id>')
			.option('--provider <id>')
			.option('--outcome <outcome>', Outcome.options.join(', '))
			.option('--from <time>', 'from then on, e.g. 2026-04-14T09:00:00Z')
			.option('--to <time>', 'before then')
			.option('--search <id>', 'of a delivery, an event or a call')
			.option('--before <delivery>', 'the page behind this one')
			.option('--limit <count>', 'at most this many', '50')
			.option('--explain', 'why the refused ones were refused, and how to mend it'),
		list,
	);
	onInstallation(
		program
			.command('replay')
			.argument('[delivery]')
			.description('read a kept delivery, or all of a time, once more')
			.option('--from <time>', 'from then on')
			.option('--to <time>', 'before then')
			.option('--connection <id>')
			.option('--outcome <outcome>', Outcome.options.join(', ')),
		replay,
	);
}

const filterOf = z.object({
	connection: z.string().optional(),
	provider: z.string().optional(),
	outcome: Outcome.optional(),
	from: Instant.transform((text) => Date.parse(text)).optional(),
	to: Instant.transform((text) => Date.parse(text)).optional(),
	search: z.string().optional(),
	before: z.string().optional(),
	limit: z.coerce.number().int().min(1).default(50),
});

/** Options as a filter, or in plain words which of them cannot be read. */
function readFilter(options: object): DeliveryFilter | string {
	const read = filterOf.safeParse(options);
	if (!read.success) {
		const name = String(read.error.issues[0]?.path[0]);
		if (name === 'outcome') return `--outcome is one of ${Outcome.options.join(', ')}.`;
		if (name === 'limit') return '--limit is a number from 1 on.';
		return `--${name} is a time like 2026-04-14T09:00:00Z.`;
	}
	const { connection, before, ...rest } = read.data;
	return { ...rest, connectionId: connection, beforeId: before };
}

async function list(installation: Installation, options: ListOptions): Promise<Result> {
	const { store, workspace } = installation;
	const filter = readFilter(options);
	if (typeof filter === 'string') return failed(filter);
	const rows = await store.deliveries.list(workspace.workspaceId, filter);
	const deliveries = [];
	for (const row of rows) {
		const diagnosis = options.explain ? await explained(installation, row.deliveryId) : undefined;
		deliveries.push({ ...deliveryView(row), diagnosis });
	}
	return { kind: 'done', json: { deliveries }, lines: deliveries.flatMap(linesOf) };
}

async function explained({ store, workspace, providers, keys }: Installation, deliveryId: string) {
	const row = await store.deliveries.get(workspace.workspaceId, deliveryId);
	const directory = await store.records.directory(workspace.workspaceId);
	return row && directory && explain(row, { directory, providers, keys });
}

function linesOf(one: DeliveryView & { diagnosis?: Diagnosis }): string[] {
	const { receivedAt, deliveryId, provider, outcome, reason, diagnosis } = one;
	const line = `${receivedAt}  ${deliveryId}  ${provider}  ${outcome}${reason ? `: ${reason}` : ''}`;
	if (!diagnosis) return [line];
	const likely = diagnosis.certainty === 'likely' ? 'Most likely: ' : '';
	return [line, `    ${likely}${diagnosis.words}`, `    ${diagnosis.mend}`];
}

async function replay(installation: Installation, options: RangeOptions, id?: string): Promise<Result> {
	const isRange = options.from !== undefined && options.to !== undefined;
	if (id && isRange) return failed('Either a delivery, or --from and --to.');
	if (id) return replayOne(installation, id);
	if (!isRange) return failed('Say which delivery, or a time with --from and --to.');
	return replayAll(installation, options);
}

interface RangeOptions {
	from?: string;
	to?: string;
	connection?: string;
	outcome?: string;
}

async function replayAll(installation: Installation, options: RangeOptions): Promise<Result> {
	const filter = readFilter(options);
	if (typeof filter === 'string') return failed(filter);
	const context = replayContext(installation);
	const counts: Record<string, number> = {};
	let newEvents = 0;
	let beforeId: string | undefined;
	do {
		const { limit: _, search: __, provider: ___, ...range } = filter;
		const step = await replayRange(installation.workspace.workspaceId, { ...range, beforeId }, context);
		for (const [name, count] of Object.entries(step.counts)) counts[name] = (counts[name] ?? 0) + count;
		newEvents += step.newEvents;
		beforeId = step.next;
	} while (beforeId !== undefined);
	const said = Object.entries(counts).map(([name, count]) => `${name} ${count}`);
	const lines = [`${said.join(', ') || 'Nothing was kept of that time'}; ${newEvents} new events`];
	return { kind: 'done', json: { counts, newEvents }, lines };
}

function replayContext({ store, keys, clock, providers }: Installation): ReplayContext {
	const log = { error: () => {} };
	return {
		store,
		providers,
		keys,
		log,
		findConnection: createConnectionFinder({ store, keys, clock, log }),
		directories: { fresh: store.records.directory },
		// A running server reads them from the log.
		hub: { publish: () => {} },
	};
}

async function replayOne(installation: Installation, id: string): Promise<Result> {
	const context = replayContext(installation);
	const replayed = await replayDelivery(installation.workspace.workspaceId, id, context);
	switch (replayed.kind) {
		case 'not-found':
			return failed(`There is no delivery ${id}.`);
		case 'connection-gone':
			return failed('The connection of this delivery was removed.');
		case 'was-refused':
			return failed(
				'This delivery was refused, and what was kept of it does not prove who sent it: it has to be sent again.',
			);
		case 'replayed': {
			const { outcome, reason, stored } = replayed;
			return {
				kind: 'done',
				json: { outcome, reason, newEvents: stored.length },
				lines: [`${outcome}, ${stored.length} new events${reason ? ` (${reason})` : ''}`],
			};
		}
	}
}
