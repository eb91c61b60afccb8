import type { SettingsOf } from '../../lib/contract/settings.ts';
import type { Directories } from '../fanout/directories.ts';
import type { FindConnection } from '../intake/connections.ts';
import type { AssistantCalls } from '../providers/assistant.ts';
import type { ProviderRegistry } from '../providers/registry.ts';
import type { VendorTools } from '../providers/vendor.ts';
import type { WorkspaceSettings } from '../settings/settings.ts';
import type { VendorToolsFor } from '../vendors/vendors.ts';
import { isTimeZone } from './limits.ts';

export interface SetupDeps {
	settings: WorkspaceSettings;
	directories: Pick<Directories, 'fresh'>;
	findConnection: FindConnection;
	providers: ProviderRegistry;
	vendorTools: VendorToolsFor;
}

/** Everything that a call of the assistant needs, found. */
export interface AssistantSetup {
	workspaceId: string;
	connectionId: string;
	provider: string;
	agentId: string;
	settings: SettingsOf<'assistant'>;
	assistant: AssistantCalls;
	tools: VendorTools;
}

export type FoundSetup =
	| { kind: 'found'; setup: AssistantSetup }
	/** `mend`: what to do, for people. */
	| { kind: 'not-set-up'; mend: string };

const missing = (mend: string): FoundSetup => ({ kind: 'not-set-up', mend });

/** The assistant of a workspace as an admin has set it up. */
export async function findSetup(workspaceId: string, deps: SetupDeps): Promise<FoundSetup> {
	const { value: settings } = await deps.settings.read(workspaceId, 'assistant');
	const { agentId, connectionId, hours } = settings;
	if (!connectionId) return missing('Choose the ElevenLabs connection in the settings, under Assistants.');
	if (!agentId) return missing('Enter the id of the ElevenLabs agent in the settings, under Assistants.');
	if (hours && !isTimeZone(hours.timeZone)) {
		return missing('The time zone of the calling hours is not known. Choose another one under Assistants.');
	}
	const found = await findTools(workspaceId, connectionId, deps);
	if (!found) {
		return missing('The connection chosen under Assistants is gone or cannot call. Choose another one.');
	}
	return { kind: 'found', setup: { workspaceId, connectionId, agentId, settings, ...found } };
}

/** Of a connection whose provider has an assistant; undefined for others and for removed ones. */
export async function findTools(
	workspaceId: string,
	connectionId: string,
	deps: Omit<SetupDeps, 'settings'>,
): Promise<Pick<AssistantSetup, 'assistant' | 'tools' | 'provider'> | undefined> {
	const directory = await deps.directories.fresh(workspaceId);
	const row = directory?.connections.find((one) => one.connectionId === connectionId);
	const provider = row && deps.providers.find(row.provider);
	const found = row && (await deps.findConnection(row.provider, row.hookKey));
	if (!provider?.assistant || !found) return undefined;
	return {
		provider: provider.id,
		assistant: provider.assistant,
		tools: deps.vendorTools(found, provider),
	};
}
