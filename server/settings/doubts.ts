import { type SettingsName, type SettingsOf, settingsSchemas } from '../../lib/contract/settings.ts';
import { isTimeZone } from '../assistant/limits.ts';
import { checkTarget, type TargetRules } from '../outgoing/target.ts';
import type { VendorOrigins } from '../outgoing/vendor-origins.ts';
import { addressWords } from '../outgoing-webhooks/manage.ts';
import type { Store } from '../store/ports.ts';

/** Why something is not saved. */
export interface Doubt {
	problem: 'wrong-setting' | 'wrong-address' | 'key-refused' | 'service-unsure' | 'vendor-silent';
	/** Path in the document, e.g. `transcription.baseUrl`; of a secret `secrets.<name>`. */
	field: string;
	/** In plain words; nothing of what was typed. */
	reason: string;
}

export interface DoubtDeps {
	store: { records: Pick<Store['records'], 'directory'> };
	targetRules: TargetRules;
	vendorOrigins: VendorOrigins;
}

/** What the document itself says, beyond its schema. */
export async function doubtsAbout(
	workspaceId: string,
	name: SettingsName,
	{ value, secrets }: { value: unknown; secrets: Record<string, string> },
	deps: DoubtDeps,
): Promise<Doubt | undefined> {
	switch (name) {
		case 'crm':
			return aboutCrm(settingsSchemas.crm.parse(value), secrets, deps);
		case 'after-call':
			return aboutAfterCall(workspaceId, settingsSchemas['after-call'].parse(value), deps);
		case 'assistant':
			return aboutAssistant(workspaceId, settingsSchemas.assistant.parse(value), deps);
		case 'facts':
			return aboutFacts(settingsSchemas.facts.parse(value));
		case 'consent':
		case 'retention':
			return undefined;
	}
}

const wrong = (field: string, reason: string): Doubt => ({ problem: 'wrong-setting', field, reason });

async function aboutCrm(
	{ kind, baseUrl }: SettingsOf<'crm'>,
	secrets: Record<string, string>,
	deps: DoubtDeps,
): Promise<Doubt | undefined> {
	if (kind === 'none') return undefined;
	if (!baseUrl) return wrong('baseUrl', 'The address of the CRM is missing.');
	if (!secrets.apiKey) return wrong('secrets.apiKey', 'The key of the CRM is missing.');
	return aboutAddress('baseUrl', baseUrl, deps);
}

async function aboutAfterCall(
	workspaceId: string,
	{ isOn, transcription, extraction, booking }: SettingsOf<'after-call'>,
	deps: DoubtDeps,
): Promise<Doubt | undefined> {
	if (booking && !(await isConnection(workspaceId, booking.connectionId, deps))) {
		return wrong('booking.connectionId', 'This connection is gone.');
	}
	if (!isOn) return undefined;
	return (
		(await aboutAddress('transcription.baseUrl', transcription.baseUrl, deps)) ??
		aboutAddress('extraction.baseUrl', extraction.baseUrl, deps)
	);
}

async function aboutAssistant(
	workspaceId: string,
	{ connectionId, hours, hiringsApiUrl }: SettingsOf<'assistant'>,
	deps: DoubtDeps,
): Promise<Doubt | undefined> {
	if (connectionId !== undefined && !(await isConnection(workspaceId, connectionId, deps))) {
		return wrong('connectionId', 'This connection is gone.');
	}
	if (hours && !isTimeZone(hours.timeZone)) return wrong('hours.timeZone', 'This time zone is not known.');
	if (hours && hours.from === hours.to) return wrong('hours.to', 'The hours begin and end at the same time.');
	return hiringsApiUrl === undefined ? undefined : aboutAddress('hiringsApiUrl', hiringsApiUrl, deps);
}

function aboutFacts({ fields }: SettingsOf<'facts'>): Doubt | undefined {
	const empty = fields.findIndex(({ kind, choices }) => kind === 'choice' && choices.length === 0);
	return empty < 0 ? undefined : wrong(`fields.${empty}.choices`, 'A choice needs something to choose from.');
}

async function aboutAddress(
	field: string,
	url: string,
	{ targetRules, vendorOrigins }: DoubtDeps,
): Promise<Doubt | undefined> {
	// What the operator put in its place was named by her.
	if (vendorOrigins.has(new URL(url).origin)) return undefined;
	const target = await checkTarget(url, targetRules);
	if (target.kind === 'allowed') return undefined;
	const reason = addressWords[target.kind === 'blocked' ? target.reason : 'unresolved'];
	return { problem: 'wrong-address', field, reason };
}

async function isConnection(
	workspaceId: string,
	connectionId: string,
	{ store }: DoubtDeps,
): Promise<boolean> {
	const directory = await store.records.directory(workspaceId);
	return directory?.connections.some((one) => one.connectionId === connectionId) ?? false;
}
