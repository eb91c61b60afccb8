import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { SettingsName, SettingsOf } from '../../../lib/contract/settings.ts';
import type { Trouble } from '../../ui/problem.tsx';
import type { WordKey } from '../../ui/words.ts';

/** A document of settings while she works on it; nothing is saved before she says so. */
export interface Form<N extends SettingsName> {
	value: SettingsOf<N>;
	/** As it is saved. */
	saved: SettingsOf<N>;
	/** Typed anew, or null to remove one. */
	secrets: Readonly<Record<string, string | null>>;
	/** Names of those that are saved. */
	secretsSet: readonly string[];
	isDirty: boolean;
	isBusy: boolean;
	/** She saved it, and has changed nothing since. */
	isSaved: boolean;
	/** Why it was not saved. */
	trouble: Trouble | undefined;
	change(change: Partial<SettingsOf<N>>): void;
	/** Undefined: leave it as it is saved. */
	setSecret(name: string, value: string | null | undefined): void;
	/** `force`: though a service does not take it. */
	save(force: boolean): void;
	/** Back to what is saved, read anew. */
	discard(): void;
}

/** Why the form was not saved, for the field that it is about. */
export const RefusalContext = createContext<Trouble | undefined>(undefined);

/** Of the field at `path`, e.g. `transcription.baseUrl`, or of a part of it. */
export function useRefusal(path: string): Trouble | undefined {
	const trouble = useContext(RefusalContext);
	const isOurs = trouble?.field === path || trouble?.field?.startsWith(`${path}.`);
	return isOurs ? trouble : undefined;
}

const words: Readonly<Record<string, WordKey>> = {
	'wrong-address': 'field_wrong_address',
	'key-refused': 'field_key_refused',
	'vendor-silent': 'field_silent',
	'service-unsure': 'field_unsure',
};

/** What is said at the field. */
export function refusalWord({ problem = '' }: Trouble): WordKey {
	return (Object.hasOwn(words, problem) ? words[problem] : undefined) ?? 'field_wrong';
}

/** Whether it may be saved all the same. */
export function canForce({ problem = '' }: Trouble): boolean {
	return ['key-refused', 'vendor-silent', 'service-unsure'].includes(problem);
}
