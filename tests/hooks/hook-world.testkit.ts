import { CallsPage } from '../../lib/contract/api.ts';
import { startTestApp } from '../../server/http/app.testkit.ts';
import { randomIds } from '../../server/ids.ts';
import type { Dispatch } from '../../server/outgoing/dispatcher.ts';
import type { Provider } from '../../server/providers/provider.ts';
import { loadProviders } from '../../server/providers/registry.ts';
import { seal, sealingKey } from '../../server/secrets/sealing.ts';
import type { Connection, Store } from '../../server/store/ports.ts';
import { GmailSimulator } from '../support/vendors/gmail.ts';

export type HookWorld = Awaited<ReturnType<typeof openHookWorld>>;

/** What is sent: to `url`, where it was signed for; at `now`, ms since 1970. */
export interface Sent {
	url: string;
	headers: Record<string, string>;
	body: Uint8Array;
	now: number;
}

interface Wanted {
	provider: Provider;
	secrets: Record<string, string>;
	settings: Record<string, string>;
	workspaceId?: string;
	hookKey?: string;
}

/** Whatever is asked for, Google's keys are the answer. */
function keysOf(google: GmailSimulator): Dispatch {
	return async () => {
		const body = Buffer.from(JSON.stringify(google.jwks()));
		return { kind: 'answered', status: 200, headers: {}, body };
	};
}

function withAliases(store: Store, aliases: ReadonlyMap<string, Connection>): Store {
	const { records } = store;
	const connectionByKey: typeof records.connectionByKey = async (provider, hookKey) =>
		aliases.get(`${provider}/${hookKey}`) ?? records.connectionByKey(provider, hookKey);
	return { ...store, records: { ...records, connectionByKey } };
}

const keys = [sealingKey(Buffer.alloc(32, 7))] as const;

function connectionOf(
	{ provider, secrets, settings, workspaceId, hookKey }: Wanted,
	usualWorkspaceId: string,
	createdAt: number,
): Connection {
	return {
		connectionId: randomIds.make('connection'),
		workspaceId: workspaceId ?? usualWorkspaceId,
		provider: provider.id,
		name: provider.label,
		hookKey: hookKey ?? randomIds.secret(24),
		sealedSecrets: seal(JSON.stringify(secrets), keys[0]),
		settings,
		createdAt,
	};
}

/** The whole server with every provider of this build, a clock that is set for each request, and Google's keys. */
export async function openHookWorld() {
	const google = new GmailSimulator();
	await google.addKey('key-1');
	const providers = await loadProviders();
	let now = Date.parse('2026-04-14T09:00:00.000Z');
	let passed = 0;
	let origin = 'https://ringside.example';
	// Requests are signed for the address that they were recorded at: it leads to the connection under test.
	const aliases = new Map<string, Connection>();
	const t = await startTestApp({
		providers,
		keys: [...keys],
		clock: { now: () => now, monotonic: () => passed },
		publicUrl: () => origin,
		dispatch: keysOf(google),
		wrap: (store) => withAliases(store, aliases),
	});

	async function connect(wanted: Wanted): Promise<Connection> {
		const connection = connectionOf(wanted, t.workspace.workspaceId, now);
		await t.store.records.createConnection(connection);
		return connection;
	}

	return {
		google,
		providers,
		store: t.store,
		log: t.log,
		workspaceId: t.workspace.workspaceId,
		connect,
		/** One that is found by its address and costs no write; for thousands of them. */
		pretend(wanted: Wanted): Connection {
			const connection = connectionOf(wanted, t.workspace.workspaceId, now);
			aliases.set(`${connection.provider}/${connection.hookKey}`, connection);
			return connection;
		},
		addressOf: ({ provider, hookKey }: Connection) => `${origin}/hooks/${provider}/${hookKey}`,
		/** A workspace of its own, with the token of somebody who sees all of it. */
		async newWorkspace() {
			const { workspaceId } = await t.otherWorkspace();
			const { token } = await t.addUser('admin', workspaceId);
			return { workspaceId, token };
		},
		/** Lets the address that this was recorded at lead to `connection`, from now on. */
		answerAt(recordedAt: string, connection: Connection): void {
			const { pathname } = new URL(recordedAt);
			aliases.set(pathname.slice('/hooks/'.length), connection);
			passed += 1_000;
		},
		async post({ url, headers, body, now: at }: Sent) {
			const address = new URL(url);
			origin = address.origin;
			now = at;
			passed += 1;
			const target = `${address.pathname}${address.search}`;
			return t.app.inject({ method: 'POST', url: target, headers, payload: Buffer.from(body) });
		},
		async calls(token: string) {
			const answer = await t.api(token, '/v1/calls?limit=200');
			return CallsPage.parse(await answer.json()).calls;
		},
		stop: () => t.stop(),
	};
}
