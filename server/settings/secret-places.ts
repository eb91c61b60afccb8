import { type SettingsName, settingsSchemas } from '../../lib/contract/settings.ts';
import type { Doubt } from './doubts.ts';

type Places = Record<string, string | undefined>;

/** Each secret of a document → the origin that is sent it. */
function placesOf(name: SettingsName, value: unknown): Places {
	if (name === 'crm') return { apiKey: originOf(settingsSchemas.crm.parse(value).baseUrl) };
	if (name !== 'after-call') return {};
	const { transcription, extraction } = settingsSchemas['after-call'].parse(value);
	return {
		transcriptionKey: originOf(transcription.baseUrl),
		extractionKey: originOf(extraction.baseUrl),
	};
}

/** A key that was entered for one place is not sent to another unless it is entered once more. */
export function lostSecret(
	name: SettingsName,
	before: { value: unknown; secrets: Record<string, string> },
	after: { value: unknown; secrets: Record<string, string | null> },
): Doubt | undefined {
	const now = placesOf(name, before.value);
	const next = placesOf(name, after.value);
	const moved = Object.keys(now).find(
		(secret) =>
			before.secrets[secret] !== undefined &&
			after.secrets[secret] === undefined &&
			next[secret] !== undefined &&
			next[secret] !== now[secret],
	);
	if (moved === undefined) return undefined;
	const reason = 'The address leads elsewhere now: enter the key for it.';
	return { problem: 'wrong-setting', field: `secrets.${moved}`, reason };
}

function originOf(url: string | undefined): string | undefined {
	return url === undefined ? undefined : new URL(url).origin;
}
