import type { z } from 'zod';
import type { ConnectionView } from '../../lib/contract/api.ts';
import type { ConnectionEntry, GuideStep } from '../../lib/contract/setup.ts';
import type { Principal } from '../accounts/accounts.ts';
import { hookUrl } from '../accounts/connections.ts';
import { connect } from '../connections/connect.ts';
import { connectionViews } from '../connections/view.ts';
import type { Provider } from '../providers/provider.ts';
import { redirectUri } from '../sign-in/redirect.ts';
import type { Connection } from '../store/entities.ts';
import type { AppContext } from './context.ts';

type Created =
	| { kind: 'created'; connection: ConnectionView; steps: GuideStep[] }
	| {
			kind: 'problem';
			problem:
				| 'not-found'
				| 'not-allowed'
				| 'sign-in-instead'
				| 'wrong-setting'
				| 'key-refused'
				| 'vendor-silent';
			detail?: string;
	  };

/** Adds what the form says, after the vendor has taken its key. */
export async function createConnection(
	{ user, workspace }: Principal,
	entry: z.infer<typeof ConnectionEntry>,
	context: AppContext,
): Promise<Created> {
	const provider = context.providers.find(entry.provider);
	if (!provider) return { kind: 'problem', problem: 'not-found' };
	if (provider.ownedBy === 'workspace' && user.role !== 'admin') {
		return { kind: 'problem', problem: 'not-allowed' };
	}
	if (provider.signIn) return { kind: 'problem', problem: 'sign-in-instead' };
	const owner = provider.ownedBy === 'user' ? { ownerUserId: user.userId } : {};
	const { name } = entry;
	const wanted = {
		workspaceId: workspace.workspaceId,
		provider,
		name,
		...byManifest(provider, entry),
		...owner,
	};
	const connected = await connect(wanted, workspace.region, connectDeps(context));
	switch (connected.kind) {
		case 'added':
			return created(connected.connection, provider, connected.secrets, context);
		case 'secret-missing':
			return { kind: 'problem', problem: 'wrong-setting', detail: `${connected.label} is missing.` };
		case 'wrong-setting':
		case 'key-refused':
		case 'vendor-silent':
			return { kind: 'problem', problem: connected.kind, detail: connected.reason };
	}
}

/** A form does not know which of its fields are secrets: the manifest does. */
function byManifest(
	provider: Provider,
	{ secrets, settings }: z.infer<typeof ConnectionEntry>,
): Pick<z.infer<typeof ConnectionEntry>, 'secrets' | 'settings'> {
	const isSecret = new Set(provider.secrets.map(({ name }) => name));
	const all = Object.entries({ ...settings, ...secrets });
	const pick = (wanted: boolean) => Object.fromEntries(all.filter(([name]) => isSecret.has(name) === wanted));
	return { secrets: pick(true), settings: pick(false) };
}

export function connectDeps({ store, clock, ids, keys, directories, vendorTools }: AppContext) {
	const { changed } = directories;
	return { store, clock, ids, keys, changed, jobs: store.jobs, toolsFor: vendorTools };
}

async function created(
	connection: Connection,
	provider: Provider,
	secrets: Record<string, string>,
	context: AppContext,
): Promise<Created> {
	const directory = await context.directories.fresh(connection.workspaceId);
	const [view] = directory ? await connectionViews([connection], directory, context) : [];
	if (!view) throw new Error('The connection that was just made is not there');
	return { kind: 'created', connection: view, steps: guideSteps(connection, provider, secrets, context) };
}

/** What is to be done at the vendor, with the values to paste; secrets are those that we made. */
export function guideSteps(
	connection: Connection,
	provider: Provider,
	secrets: Record<string, string>,
	{ publicUrl }: Pick<AppContext, 'publicUrl'>,
): GuideStep[] {
	const values = {
		publicUrl: publicUrl(),
		redirectUri: redirectUri(publicUrl()),
		hookUrl: hookUrl(publicUrl(), connection),
		secrets,
	};
	return provider.guide.steps(values);
}
