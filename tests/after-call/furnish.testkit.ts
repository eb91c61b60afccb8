import { cp, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { pino } from 'pino';
import type { Lead } from '../../lib/contract/lead.ts';
import { addConnection } from '../../server/accounts/connections.ts';
import { ensureWorkspace } from '../../server/accounts/first-start.ts';
import { createApp } from '../../server/app.ts';
import { systemClock } from '../../server/clock.ts';
import type { AppContext } from '../../server/http/context.ts';
import { randomIds } from '../../server/ids.ts';
import calcom from '../../server/providers/calcom/index.ts';
import cloudtalk from '../../server/providers/cloudtalk/index.ts';
import type { Provider } from '../../server/providers/provider.ts';
import { sealingKey } from '../../server/secrets/sealing.ts';
import { openSqliteStore } from '../../server/store/sqlite/index.ts';
import { providers } from './providers.testkit.ts';
import { EVENT_TYPE, type Vendors } from './vendors.testkit.ts';

export const HOOK_SECRET = 'a-secret-of-the-automations';
export const SWITCHBOARD = '+493023125000';
export const KNOWN = '+493023125101';
export const UNKNOWN = '+493023125102';

/** Somebody whom the CRM knows by this id. */
export function candidate(id: string, number: string): Lead {
	return {
		...{ leadId: `lead-${id}`, externalId: id, name: 'Mira Kern', emails: [] },
		phones: [{ raw: number, e164: number }],
		updatedAt: '2026-01-01T00:00:00.000Z',
	};
}

/** Gives a workspace all that the work after a call wants; the path of its webhooks. */
export async function furnish(context: AppContext, workspaceId: string, vendors: Vendors): Promise<string> {
	const { store, ids } = context;
	const connect = async (provider: Provider, secrets: Record<string, string>) => {
		const wanted = { workspaceId, provider, name: provider.label, settings: {}, secrets };
		const added = await addConnection(wanted, { ...context, changed: context.directories.changed });
		if (added.kind !== 'added') throw new Error(added.kind);
		return added.connection;
	};
	const put = async (name: 'consent' | 'after-call' | 'crm', value: object, secrets = {}) => {
		const written = await context.settings.write(workspaceId, name, { version: 0, value, secrets });
		if (written.kind !== 'written') throw new Error(written.kind);
	};
	const branchId = ids.make('branch');
	const berlin = { name: 'Berlin', region: 'DE', timeZone: 'Europe/Berlin' };
	await store.records.createBranch({ ...berlin, branchId, workspaceId });
	await store.records.assignNumber(workspaceId, branchId, SWITCHBOARD);
	const { accessKeyId, accessKeySecret } = vendors.cloudtalk;
	const phone = await connect(cloudtalk, { secret: HOOK_SECRET, accessKeyId, accessKeySecret });
	const calendar = await connect(calcom, { secret: HOOK_SECRET, apiKey: vendors.cal.key });
	const booking = { connectionId: calendar.connectionId, eventTypeId: EVENT_TYPE, booksAlone: true };
	const afterCall = { isOn: true, transcription: { model: 'whisper-1' }, booking };
	await put('consent', { connections: { [phone.connectionId]: 'announced' } });
	await put('after-call', afterCall, { transcriptionKey: vendors.openai.key });
	await put('crm', vendors.crm.settings, { apiKey: vendors.crm.key });
	await store.leads.write(workspaceId, [candidate('cand-1', KNOWN)]);
	return `/hooks/${phone.provider}/${phone.hookKey}`;
}

export type Template = Awaited<ReturnType<typeof makeTemplate>>;

/** A data folder with all that, which servers are started on copies of. */
export async function makeTemplate(parent: string, vendors: Vendors) {
	const folder = path.join(parent, 'template');
	await mkdir(folder);
	const [clock, ids] = [systemClock, randomIds];
	const store = await openSqliteStore({ file: path.join(folder, 'ringside.db'), clock, ids });
	const { app, context } = await createApp({
		...{ store, clock, ids, keys: [sealingKey(Buffer.alloc(32, 7))], providers },
		logger: pino({ level: 'silent' }),
		publicUrl: () => 'http://127.0.0.1',
		...{ importFolder: path.join(folder, 'imports'), blobFolder: path.join(folder, 'blobs') },
	});
	const { accounts } = context;
	const named = { workspaceName: 'Acme', region: 'DE' };
	const { workspaceId } = await ensureWorkspace({ store, clock, ids, accounts, ...named });
	const hookPath = await furnish(context, workspaceId, vendors);
	const { token } = await accounts.addDevice(await accounts.addUser(workspaceId, 'Ada', 'admin'), 'Test');
	await app.close();
	await store.close();
	let copies = 0;
	return {
		...{ hookPath, token },
		async copy(): Promise<string> {
			copies += 1;
			const to = path.join(parent, `run-${copies}`);
			await cp(folder, to, { recursive: true });
			return to;
		},
	};
}
