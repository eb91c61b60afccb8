import OpenAI from 'openai';
import type { SettingsOf } from '../../lib/contract/settings.ts';
import type { Dispatch } from '../outgoing/dispatcher.ts';
import type { WorkspaceSettings } from '../settings/settings.ts';
import { fetchOver } from './fetch.ts';

export type ModelUse = 'transcription' | 'extraction';

export type ModelAccess =
	/** `baseUrl` and `model` as the workspace has set them. */
	| { kind: 'ready'; client: OpenAI; model: string; baseUrl: string }
	/** Switched off, or the key is missing. */
	| { kind: 'not-set-up' };

/** The models of a workspace: OpenAI's, or what speaks its language. */
export interface Models {
	forWorkspace(workspaceId: string, use: ModelUse): Promise<ModelAccess>;
}

/** Hosted ones want a key; what stands in one's own network seldom has any. */
const KEYED_HOST = 'api.openai.com';

/** Of one exchange; 23 minutes of audio take minutes. */
const LIMITS = {
	transcription: { timeoutMs: 600_000, maxBytes: 16 * 1_024 * 1_024 },
	extraction: { timeoutMs: 180_000, maxBytes: 8 * 1_024 * 1_024 },
} as const;

/** Clients that go out by `dispatch` and never try again by themselves: the job does. Errors: `outcomeOf`. */
export function createModels(deps: { settings: WorkspaceSettings; dispatch: Dispatch }): Models {
	return {
		async forWorkspace(workspaceId, use) {
			const settings = await deps.settings.read(workspaceId, 'after-call');
			return openModel(use, settings, deps.dispatch);
		},
	};
}

/** The model that these settings lead to, whether they are stored or not. */
export function openModel(
	use: ModelUse,
	{ value, secrets }: { value: SettingsOf<'after-call'>; secrets: Record<string, string> },
	dispatch: Dispatch,
): ModelAccess {
	const { baseUrl, model } = value[use];
	const apiKey = keyFor(use, value, secrets);
	const needsKey = new URL(baseUrl).host === KEYED_HOST;
	if (!value.isOn || (needsKey && apiKey === undefined)) return { kind: 'not-set-up' };
	const client = new OpenAI({
		apiKey: apiKey ?? 'none',
		baseURL: baseUrl,
		// What stands in the server's environment is not the workspace's.
		...{ organization: null, project: null, adminAPIKey: null, webhookSecret: null, logLevel: 'off' },
		maxRetries: 0,
		timeout: LIMITS[use].timeoutMs,
		fetch: fetchOver(dispatch, LIMITS[use]),
	});
	return { kind: 'ready', client, model, baseUrl };
}

/** The key of transcription serves extraction at the same place alone: no other host is to have it. */
function keyFor(
	use: ModelUse,
	access: Record<ModelUse, { baseUrl: string }>,
	secrets: Record<string, string>,
): string | undefined {
	if (use === 'transcription') return secrets.transcriptionKey;
	const isSamePlace =
		new URL(access.extraction.baseUrl).origin === new URL(access.transcription.baseUrl).origin;
	return secrets.extractionKey ?? (isSamePlace ? secrets.transcriptionKey : undefined);
}
