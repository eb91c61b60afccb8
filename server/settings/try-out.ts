import { type SettingsName, type SettingsOf, settingsSchemas } from '../../lib/contract/settings.ts';
import type { Clock } from '../clock.ts';
import { findCrm } from '../crm/registry.ts';
import { type ModelUse, openModel } from '../models/client.ts';
import { outcomeOf } from '../models/failure.ts';
import type { Dispatch } from '../outgoing/dispatcher.ts';
import type { Doubt, DoubtDeps } from './doubts.ts';

export interface TryDeps extends DoubtDeps {
	dispatch: Dispatch;
	clock: Clock;
}

const TIMEOUT_MS = 10_000;

interface Wanted<N extends SettingsName> {
	value: SettingsOf<N>;
	secrets: Record<string, string>;
}

/** Asks the services that are named something harmless; undefined where they take what was entered. */
export async function tryOut(
	name: SettingsName,
	{ value, secrets }: { value: unknown; secrets: Record<string, string> },
	deps: TryDeps,
): Promise<Doubt | undefined> {
	if (name === 'crm') return tryCrm({ value: settingsSchemas.crm.parse(value), secrets }, deps);
	if (name !== 'after-call') return undefined;
	const wanted = { value: settingsSchemas['after-call'].parse(value), secrets };
	if (!wanted.value.isOn) return undefined;
	// At once: she waits for the answer.
	const doubts = await Promise.all([
		tryModel('transcription', wanted, deps),
		tryModel('extraction', wanted, deps),
	]);
	return doubts.find((doubt) => doubt !== undefined);
}

async function tryCrm(
	{ value, secrets }: Wanted<'crm'>,
	{ dispatch, clock }: TryDeps,
): Promise<Doubt | undefined> {
	const connector = await findCrm(value.kind);
	const { baseUrl } = value;
	const { apiKey } = secrets;
	if (!connector || !baseUrl || !apiKey) return undefined;
	const outcome = await connector.check({ baseUrl, apiKey, dispatch, clock });
	switch (outcome.kind) {
		case 'done':
			return undefined;
		case 'signed-out':
		case 'forbidden':
			return { problem: 'key-refused', field: 'secrets.apiKey', reason: outcome.reason };
		case 'later':
			return { problem: 'vendor-silent', field: 'baseUrl', reason: outcome.reason };
		case 'refused':
		case 'gone':
		case 'unexpected':
			return { problem: 'service-unsure', field: 'baseUrl', reason: outcome.reason };
	}
}

async function tryModel(
	use: ModelUse,
	wanted: Wanted<'after-call'>,
	{ dispatch, clock }: TryDeps,
): Promise<Doubt | undefined> {
	const access = openModel(use, wanted, dispatch);
	const keyField = `secrets.${use}Key`;
	if (access.kind === 'not-set-up') {
		return { problem: 'key-refused', field: keyField, reason: 'The key of the model is missing.' };
	}
	try {
		const { data } = await access.client.models.list({ timeout: TIMEOUT_MS });
		if (data.some(({ id }) => id === access.model)) return undefined;
		return {
			problem: 'service-unsure',
			field: `${use}.model`,
			reason: 'There is no model of this name among those that this key may use.',
		};
	} catch (error) {
		return doubtOf(use, outcomeOf(error, clock.now()));
	}
}

function doubtOf(use: ModelUse, failure: ReturnType<typeof outcomeOf>): Doubt {
	const { reason } = failure;
	if (failure.kind === 'signed-out') return { problem: 'key-refused', field: `secrets.${use}Key`, reason };
	const problem = failure.kind === 'later' ? 'vendor-silent' : 'service-unsure';
	return { problem, field: `${use}.baseUrl`, reason };
}
