import { type SettingsName, settingsSchemas } from '../../lib/contract/settings.ts';
import { type Doubt, doubtsAbout } from './doubts.ts';
import { lostSecret } from './secret-places.ts';
import type { WorkspaceSettings } from './settings.ts';
import { type TryDeps, tryOut } from './try-out.ts';

export interface ChangeDeps extends TryDeps {
	settings: WorkspaceSettings;
}

export interface WantedChange {
	version: number;
	value: unknown;
	/** Null removes one. */
	secrets: Record<string, string | null>;
	/** Saved though a service did not take it, or could not be asked. */
	force: boolean;
}

export type ChangedSettings =
	| { kind: 'changed'; version: number }
	/** Somebody else changed it meanwhile. */
	| { kind: 'overtaken' }
	| ({ kind: 'doubtful' } & Doubt);

/** Changes a document once all that can be known of it was looked at: its values, its addresses, its keys. */
export async function changeSettings(
	workspaceId: string,
	name: SettingsName,
	change: WantedChange,
	deps: ChangeDeps,
): Promise<ChangedSettings> {
	const parsed = settingsSchemas[name].safeParse(change.value);
	if (!parsed.success) {
		const [issue] = parsed.error.issues;
		const field = issue?.path.join('.') || 'value';
		return { kind: 'doubtful', problem: 'wrong-setting', field, reason: issue?.message ?? 'not understood' };
	}
	const before = await deps.settings.read(workspaceId, name);
	if (before.version !== change.version) return { kind: 'overtaken' };
	const after = { value: parsed.data, secrets: merged(before.secrets, change.secrets) };
	const doubt =
		lostSecret(name, before, { value: parsed.data, secrets: change.secrets }) ??
		(await doubtsAbout(workspaceId, name, after, deps)) ??
		(change.force ? undefined : await tryOut(name, after, deps));
	if (doubt) return { kind: 'doubtful', ...doubt };
	const written = await deps.settings.write(workspaceId, name, change);
	switch (written.kind) {
		case 'written':
			return { kind: 'changed', version: written.version };
		case 'invalid':
			return { kind: 'doubtful', problem: 'wrong-setting', field: 'value', reason: written.reason };
		case 'overtaken':
			return written;
	}
}

function merged(before: Record<string, string>, change: WantedChange['secrets']): Record<string, string> {
	const all = Object.entries({ ...before, ...change });
	return Object.fromEntries(all.flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
}
