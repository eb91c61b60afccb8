import type { Command } from 'commander';
import { Outcome } from '../../lib/contract/api.ts';
import { deliveryView } from '../http/deliveries.ts';
import { replayDelivery } from '../http/replay-delivery.ts';
import { createConnectionFinder } from '../intake/connections.ts';
import { failed, onInstallation, type Result } from './command.ts';
import type { Installation } from './installation.ts';

export function deliveryCommands(program: Command): void {
	onInstallation(
		program
			.command('deliveries')
			.description('what providers sent, newest first')
			.option('--connection <id>')
			.option('--outcome <outcome>', Outcome.options.join(', '))
			.option('--limit <count>', 'at most this many', '50'),
		list,
	);
	onInstallation(
		program.command('replay').argument('<delivery>').description('read a kept delivery once more'),
		replay,
	);
}

async function list(
	{ store, workspace }: Installation,
	options: { connection?: string; outcome?: string; limit: string },
): Promise<Result> {
	const outcome = Outcome.optional().safeParse(options.outcome);
	if (!outcome.success) return failed(`--outcome is one of ${Outcome.options.join(', ')}.`);
	const limit = Number(options.limit);
	if (!Number.isInteger(limit) || limit < 1) return failed('--limit is a number from 1 on.');
	const filter = { connectionId: options.connection, outcome: outcome.data, limit };
	const deliveries = (await store.deliveries.list(workspace.workspaceId, filter)).map(deliveryView);
	return {
		kind: 'done',
		json: { deliveries },
		lines: deliveries.map(
			(one) =>
				`${one.receivedAt}  ${one.deliveryId}  ${one.provider}  ${one.outcome}${one.reason ? `: ${one.reason}` : ''}`,
		),
	};
}

async function replay(installation: Installation, _: object, id = ''): Promise<Result> {
	const { store, workspace, keys, clock, providers } = installation;
	const log = { error: () => {} };
	const replayed = await replayDelivery(workspace.workspaceId, id, {
		store,
		providers,
		log,
		findConnection: createConnectionFinder({ store, keys, clock, log }),
		directories: { fresh: store.records.directory },
		// A running server reads them from the log.
		hub: { publish: () => {} },
	});
	switch (replayed.kind) {
		case 'not-found':
			return failed(`There is no delivery ${id}.`);
		case 'connection-gone':
			return failed('The connection of this delivery was removed.');
		case 'was-refused':
			return failed('This delivery was refused when it came: it cannot be believed later.');
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
