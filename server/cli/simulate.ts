import { setTimeout } from 'node:timers/promises';
import type { Command } from 'commander';
import { E164 } from '../../lib/contract/primitives.ts';
import { hookUrl, secretsOf } from '../accounts/connections.ts';
import { simulate } from '../providers/simulate.ts';
import { failed, onInstallation, type Result } from './command.ts';
import type { Installation } from './installation.ts';

interface SimulateOptions {
	from: string;
	to: string;
	name?: string;
	connection?: string;
	speed: string;
}

// Kept free for fiction by the German regulator: (0)30 23125 000 to 999.
const CALLER = '+493023125101';
const OWN_LINE = '+493023125000';
const ANSWER_MS = 10_000;

export function simulateCommand(program: Command, send: typeof fetch): void {
	onInstallation(
		program
			.command('simulate')
			.argument('<provider>')
			.argument('<scenario>')
			.description('signed webhooks, posted to the connection’s own address as the provider would')
			.option('--from <number>', 'who calls, E.164', CALLER)
			.option('--to <number>', 'the number called, E.164', OWN_LINE)
			.option('--name <name>', 'the caller’s name as the provider tells it')
			.option('--connection <id>', 'where there are several of this provider')
			.option('--speed <factor>', '2 is twice as fast', '1'),
		(installation, options: SimulateOptions, provider = '', scenario = '') =>
			run(installation, options, { provider, scenario, send }),
	);
}

async function run(
	{ providers, store, workspace, keys, config, clock, ids }: Installation,
	options: SimulateOptions,
	wanted: { provider: string; scenario: string; send: typeof fetch },
): Promise<Result> {
	const provider = providers.find(wanted.provider);
	if (!provider) return failed(`There is no provider “${wanted.provider}”.`);
	if (![options.from, options.to].every((number) => E164.safeParse(number).success)) {
		return failed(`--from and --to are numbers like ${CALLER}.`);
	}
	const speed = Number(options.speed);
	if (!(speed > 0)) return failed('--speed is a number above 0.');
	const directory = await store.records.directory(workspace.workspaceId);
	const connection = directory?.connections.findLast(
		(one) =>
			one.provider === provider.id &&
			one.removedAt === undefined &&
			(options.connection === undefined || one.connectionId === options.connection),
	);
	if (!connection) return failed(`No such connection. Make one: ringside connection add ${provider.id}`);
	const secrets = secretsOf(connection, keys);
	if (!secrets) return failed('The key that sealed the secrets of this connection is not at hand.');
	const input = {
		from: options.from,
		to: options.to,
		name: options.name,
		runId: ids.secret(9),
		startAt: clock.now(),
		secrets,
		settings: connection.settings,
		hookUrl: hookUrl(config.publicUrl, connection),
	};
	try {
		const setting = { send: poster(wanted.send), speed, sleep: (ms: number) => setTimeout(ms) };
		const simulated = await simulate(provider, wanted.scenario, input, setting);
		if (simulated.kind === 'unknown-scenario') {
			return failed(`${provider.label} plays: ${simulated.known.join(', ')}.`);
		}
		const { statuses } = simulated;
		return {
			kind: 'done',
			json: { statuses },
			lines: [`Sent ${statuses.length}, answered ${statuses.join(', ')}.`],
		};
	} catch {
		return failed(`No server answers at ${config.publicUrl}. Is it running?`);
	}
}

function poster(send: typeof fetch) {
	return async (url: string, headers: Record<string, string>, body: Uint8Array): Promise<number> => {
		const response = await send(url, {
			method: 'POST',
			headers,
			body: new Uint8Array(body),
			redirect: 'error',
			signal: AbortSignal.timeout(ANSWER_MS),
		});
		await response.arrayBuffer();
		return response.status;
	};
}
