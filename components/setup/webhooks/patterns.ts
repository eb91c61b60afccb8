import { eventData } from '../../../lib/contract/index.ts';
import type { WordKey } from '../../ui/words.ts';

/** Event types by family, as the server knows them: `call` → `call.ringing`, `call.answered` … */
export const families: ReadonlyMap<string, readonly string[]> = Map.groupBy(
	Object.keys(eventData),
	(type) => type.split('.')[0] ?? type,
);

const words: Readonly<Record<string, WordKey>> = {
	call: 'webhook_family_call',
	voicemail: 'webhook_family_voicemail',
	transcript: 'webhook_family_transcript',
	extraction: 'webhook_family_extraction',
	message: 'webhook_family_message',
	crm: 'webhook_family_crm',
	inbox: 'webhook_family_inbox',
	booking: 'webhook_family_booking',
	payment: 'webhook_family_payment',
	lead: 'webhook_family_lead',
	recording: 'webhook_family_recording',
	stage: 'webhook_family_stage',
	connection: 'webhook_family_connection',
	installation: 'webhook_family_installation',
};

/** What a family is about; undefined for one newer than this build. */
export function familyWords(family: string): WordKey | undefined {
	return Object.hasOwn(words, family) ? words[family] : undefined;
}

/** `call.*` in, its single types out: they are in it. Off again, nothing of the family is left. */
export function toggleFamily(chosen: readonly string[], family: string, on: boolean): string[] {
	const others = chosen.filter((one) => !one.startsWith(`${family}.`));
	return on ? [...others, `${family}.*`] : others;
}

/** One type in or out; all of a family are its pattern. */
export function toggleType(chosen: readonly string[], type: string, on: boolean): string[] {
	const family = type.split('.')[0] ?? type;
	const types = families.get(family) ?? [];
	const before = chosen.includes(`${family}.*`) ? types : types.filter((one) => chosen.includes(one));
	const after = on ? [...new Set([...before, type])] : before.filter((one) => one !== type);
	const others = chosen.filter((one) => !one.startsWith(`${family}.`));
	return after.length === types.length ? [...others, `${family}.*`] : [...others, ...after];
}
