import type { z } from 'zod';
import type { AppEntry } from '../../lib/contract/setup.ts';
import type { Clock } from '../clock.ts';
import type { ProviderRegistry } from '../providers/registry.ts';
import type { SealingKeys } from '../secrets/key.ts';
import { seal } from '../secrets/sealing.ts';
import type { Store } from '../store/ports.ts';

export interface AppDeps {
	store: { setup: Pick<Store['setup'], 'saveApp'> };
	providers: ProviderRegistry;
	keys: SealingKeys;
	clock: Clock;
}

export type SavedApp =
	| { kind: 'saved' }
	/** No such provider, or one that is not connected by signing in. */
	| { kind: 'no-sign-in' }
	/** The form asks for it. */
	| { kind: 'setting-missing'; name: string }
	| { kind: 'unknown-setting'; name: string }
	| { kind: 'wrong-setting'; name: string };

/** Keeps the workspace's registration at a provider in place of the one before; its secret is sealed. */
export async function saveApp(
	workspaceId: string,
	providerId: string,
	entry: z.infer<typeof AppEntry>,
	{ store, providers, keys, clock }: AppDeps,
): Promise<SavedApp> {
	const provider = providers.find(providerId);
	if (!provider?.signIn) return { kind: 'no-sign-in' };
	const fields = provider.guide.app?.fields ?? [];
	const settings = Object.fromEntries(Object.entries(entry.settings).filter(([, value]) => value !== ''));
	const missing = fields.find(({ name, required }) => required && settings[name] === undefined);
	if (missing) return { kind: 'setting-missing', name: missing.name };
	const unknown = Object.keys(settings).find((name) => !fields.some((field) => field.name === name));
	if (unknown !== undefined) return { kind: 'unknown-setting', name: unknown };
	// Connections get these settings: what does not fit is said to the admin, not to who signs in later.
	const issues = provider.settings.safeParse(settings).error?.issues ?? [];
	const wrong = issues.map(({ path }) => String(path[0])).find((name) => name in settings);
	if (wrong !== undefined) return { kind: 'wrong-setting', name: wrong };
	await store.setup.saveApp({
		workspaceId,
		provider: providerId,
		// Copied out of a page, and often with its white space.
		clientId: entry.clientId.trim(),
		sealedSecret: seal(entry.clientSecret.trim(), keys[0]),
		settings,
		changedAt: clock.now(),
	});
	return { kind: 'saved' };
}
