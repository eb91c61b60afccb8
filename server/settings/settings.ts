import { z } from 'zod';
import {
	type SettingsName,
	type SettingsOf,
	settingsSchemas,
	settingsSecrets,
} from '../../lib/contract/settings.ts';
import type { Clock } from '../clock.ts';
import type { SealingKeys } from '../secrets/key.ts';
import { open, seal } from '../secrets/sealing.ts';
import type { Store } from '../store/ports.ts';

export interface ReadSettings<N extends SettingsName> {
	/** 0: nobody has set anything, `value` is what holds then. */
	version: number;
	value: SettingsOf<N>;
	/** Opened; those that cannot be opened with the keys at hand are missing. */
	secrets: Record<string, string>;
}

export type WrittenSettings =
	| { kind: 'written'; version: number }
	/** Somebody else changed it meanwhile. */
	| { kind: 'overtaken' }
	/** `reason` names the fields, and holds nothing of what was typed. */
	| { kind: 'invalid'; reason: string };

/** What a workspace has chosen, document by document. */
export interface WorkspaceSettings {
	read<N extends SettingsName>(workspaceId: string, name: N): Promise<ReadSettings<N>>;
	/** Secrets that are not named stay, null removes one; those that the document does not have are passed over. */
	write(
		workspaceId: string,
		name: SettingsName,
		entry: { version: number; value: unknown; secrets: Record<string, string | null> },
	): Promise<WrittenSettings>;
}

export interface SettingsChange {
	workspaceId: string;
	name: SettingsName;
	/** Documents as their schema has them. */
	before: unknown;
	after: unknown;
}

const Secrets = z.record(z.string(), z.string());

export function createSettings(deps: {
	store: Pick<Store, 'afterCall'>;
	keys: SealingKeys;
	clock: Clock;
	/** Hears of a change that is about to be written; it may still be overtaken. */
	ahead?(change: SettingsChange): Promise<void>;
}): WorkspaceSettings {
	const { keys, clock } = deps;
	const { settings } = deps.store.afterCall;

	async function read<N extends SettingsName>(workspaceId: string, name: N): Promise<ReadSettings<N>> {
		const stored = await settings.get(workspaceId, name);
		const version = stored?.version ?? 0;
		return { version, value: documentOf(name, stored?.json), secrets: secretsOf(stored?.sealed, keys) };
	}

	return {
		read,
		async write(workspaceId, name, { version, value, secrets }) {
			const parsed = settingsSchemas[name].safeParse(value);
			if (!parsed.success) return { kind: 'invalid', reason: fieldsOf(parsed.error) };
			const now = await read(workspaceId, name);
			if (now.version !== version) return { kind: 'overtaken' };
			await deps.ahead?.({ workspaceId, name, before: now.value, after: parsed.data });
			const kept = changed(now.secrets, secrets, settingsSecrets[name]);
			const next = await settings.put(workspaceId, name, {
				version,
				json: JSON.stringify(parsed.data),
				sealed: Object.keys(kept).length > 0 ? seal(JSON.stringify(kept), keys[0]) : undefined,
				changedAt: clock.now(),
			});
			return next === undefined ? { kind: 'overtaken' } : { kind: 'written', version: next };
		},
	};
}

/** What stands there, or what holds where nobody has set anything that this build can read. */
function documentOf<N extends SettingsName>(name: N, json: string | undefined): SettingsOf<N> {
	const schema: z.ZodType = settingsSchemas[name];
	const stored = json === undefined ? undefined : schema.safeParse(JSON.parse(json));
	return (stored?.success ? stored.data : schema.parse({})) as SettingsOf<N>;
}

function secretsOf(sealed: string | undefined, keys: SealingKeys): Record<string, string> {
	const opened = sealed === undefined ? undefined : open(sealed, keys);
	return opened?.kind === 'opened' ? Secrets.parse(JSON.parse(opened.plain)) : {};
}

function changed(
	before: Record<string, string>,
	change: Record<string, string | null>,
	names: readonly string[],
): Record<string, string> {
	const entries = names.flatMap((name): [string, string][] => {
		const value = change[name] === undefined ? before[name] : change[name];
		return value ? [[name, value]] : [];
	});
	return Object.fromEntries(entries);
}

function fieldsOf(error: z.ZodError): string {
	const fields = error.issues.map(({ path, message }) => `${path.join('.') || 'value'}: ${message}`);
	return fields.join('; ').slice(0, 400);
}
