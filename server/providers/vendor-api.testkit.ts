import type { VendorServer } from '../../tests/support/vendors/vendor-server.ts';
import type { Subscription } from '../store/setup-port.ts';
import { type Reconciled, reconcile } from '../upkeep/reconcile.ts';
import { rowsInMemory } from '../upkeep/vendor.testkit.ts';
import { createAskVendor } from '../vendors/ask-vendor.ts';
import { credentialsOf } from '../vendors/credentials.ts';
import { createQuietTimes } from '../vendors/quiet-times.ts';
import type { HookConnection, Provider } from './provider.ts';
import type { VendorTools } from './vendor.ts';

/** A connection of a provider whose vendor is simulated. */
export interface ConnectedVendor {
	connection: HookConnection;
	hookUrl: string;
	/** ms since 1970; tests move it. */
	now: number;
	/** What is remembered of its webhooks. */
	rows: Map<string, Subscription>;
	/** Built anew for each use, as the server does. */
	tools(): VendorTools;
	/** One round of upkeep at its webhooks; secrets that the vendor made are put into the connection. */
	reconcile(options?: { isRepair?: boolean }): Promise<Reconciled>;
	/** Somebody agreed that what we get in this place is passed on to whose address stands there. */
	agree(name: string): void;
}

export function connectVendor(
	provider: Provider,
	server: Pick<VendorServer, 'dispatch'>,
	{
		secrets,
		settings = {},
		now,
		accessToken,
	}: {
		secrets: Record<string, string>;
		settings?: Record<string, string>;
		now: number;
		/** Where people sign in. */
		accessToken?: string;
	},
): ConnectedVendor {
	const memory = rowsInMemory();
	const rules = provider.subscriptions;
	const connected: ConnectedVendor = {
		connection: { connectionId: 'con_test', secrets, settings, region: 'DE' },
		hookUrl: `https://ringside.example/hooks/${provider.id}/hk_test`,
		now,
		rows: memory.rows,
		tools: () => toolsOf(provider, server, connected, accessToken),
		reconcile: async (options) => {
			if (!rules) throw new Error(`${provider.id} registers no webhooks`);
			const keepSecrets = async (made: Record<string, string>) => {
				connected.connection = {
					...connected.connection,
					secrets: { ...connected.connection.secrets, ...made },
				};
			};
			const deps = { workspaceId: 'ws_test', setup: memory, keepSecrets };
			return reconcile(rules, connected.tools(), deps, options);
		},
		agree: (name) => {
			const row = memory.rows.get(name);
			if (!row) throw new Error(`nothing is known of ${name}`);
			memory.rows.set(name, { ...row, isPassedOn: true });
		},
	};
	return connected;
}

function toolsOf(
	provider: Provider,
	server: Pick<VendorServer, 'dispatch'>,
	connected: ConnectedVendor,
	token: string | undefined,
): VendorTools {
	const { connection, hookUrl } = connected;
	const clock = { now: () => connected.now, monotonic: () => connected.now };
	const found = { workspaceId: 'ws_test', connection };
	const obtainedAt = connected.now;
	const given = async () =>
		token === undefined
			? ({ kind: 'signed-out', reason: 'Nobody has signed in yet.' } as const)
			: ({ kind: 'token', token, generation: 1, obtainedAt } as const);
	const tokens = { accessToken: given, renewed: given };
	const credentials = credentialsOf(provider, found, { tokens, now: clock.now });
	const deps = { dispatch: server.dispatch(), clock, quietTimes: createQuietTimes(clock) };
	const ask = createAskVendor({ provider, connectionId: connection.connectionId, credentials }, deps);
	return { connection, ask, clock, hookUrl };
}
