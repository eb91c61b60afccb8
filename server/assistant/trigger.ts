import { createHash } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Ids } from '../ids.ts';
import type { Dispatch } from '../outgoing/dispatcher.ts';
import type { Briefing } from '../providers/assistant.ts';
import type { SealingKeys } from '../secrets/key.ts';
import type { Store, StoredEvent } from '../store/ports.ts';
import { checkLimits, type NotAllowed } from './allowance.ts';
import { newReference, showBegun } from './begun-call.ts';
import { callKey, type Placed, placeCall } from './place-call.ts';
import { promptOf } from './prompt.ts';
import { loadQuestionnaire } from './questionnaire.ts';
import type { TriggerRequest } from './request.ts';
import { freeSeat, takeSeat } from './seats.ts';
import { type AssistantSetup, findSetup, type SetupDeps } from './setup.ts';
import { createTalkLink } from './talk-link.ts';
import { openTold, sealTold, type Told } from './told.ts';

export interface TriggerDeps extends SetupDeps {
	store: Store;
	clock: Clock;
	ids: Ids;
	keys: SealingKeys;
	dispatch: Dispatch;
	publish(stored: StoredEvent[]): void;
	/** Without a slash at its end. */
	publicUrl(): string;
}

export interface Trigger {
	workspaceId: string;
	/** Of the API key that asks. */
	keyId: string;
	request: TriggerRequest;
	/** A repeat with the same one gets the same answer. */
	idempotencyKey?: string;
}

/** What was begun, as the answer tells it. Times are ms since 1970. */
export interface Initiated extends Told {
	kind: 'initiated';
	/** Null: she opens the link. */
	conversationId: string | null;
	link?: string;
	at: number;
}

export type Triggered =
	| Initiated
	| { kind: 'missing'; missing: string[] }
	| { kind: 'not-set-up'; mend: string }
	| NotAllowed
	| { kind: 'vendor'; reason: string }
	| Extract<Placed, { kind: 'under-way' | 'other-request' }>;

/** No conversation is longer. */
const SEAT_MS = 3 * 60 * 60_000;

/** Has the assistant call somebody, or makes the link by which she comes to it. */
export async function trigger(wanted: Trigger, deps: TriggerDeps): Promise<Triggered> {
	const found = await findSetup(wanted.workspaceId, deps);
	if (found.kind !== 'found') return found;
	const { setup } = found;
	const { request } = wanted;
	const phoneNumberId = request.agent_phone_number_id ?? setup.settings.phoneNumberId;
	if (!request.to_number) return makeLink(wanted, setup, deps);
	if (!phoneNumberId) return { kind: 'missing', missing: ['agent_phone_number_id'] };
	return call(wanted, { toNumber: request.to_number, phoneNumberId }, setup, deps);
}

async function makeLink(wanted: Trigger, setup: AssistantSetup, deps: TriggerDeps): Promise<Triggered> {
	const reference = referenceOf(wanted, deps);
	const told = await brief(wanted.request, reference, setup, deps);
	const kept = { fingerprint: fingerprintOf(wanted.request), note: sealTold(told.answer, deps.keys) };
	const made = await createTalkLink(setup, { ...kept, briefing: told.briefing }, deps);
	if (made.kind !== 'made') return made;
	const answer = openTold(made.note, deps.keys) ?? told.answer;
	return { ...answer, kind: 'initiated', conversationId: null, link: made.link, at: made.at };
}

async function call(
	wanted: Trigger,
	to: { toNumber: string; phoneNumberId: string },
	setup: AssistantSetup,
	deps: TriggerDeps,
): Promise<Triggered> {
	const reference = referenceOf(wanted, deps);
	const place = { workspaceId: setup.workspaceId, connectionId: setup.connectionId };
	const earlier = await deps.store.afterCall.effects.get(setup.workspaceId, callKey(reference, 1));
	const isRepeat = earlier !== undefined && earlier.state !== 'failed';
	const refused = isRepeat ? undefined : await checkLimits(to.toNumber, reference, setup, deps);
	if (refused) return refused;
	const told = await brief(wanted.request, reference, setup, deps);
	const { agentId, settings } = setup;
	const order = { ...to, agentId, carrier: settings.carrier, briefing: told.briefing };
	const kept = { fingerprint: fingerprintOf(wanted.request), note: sealTold(told.answer, deps.keys) };
	const placed = await placeCall(setup, { ...order, ...kept }, deps);
	if (placed.kind === 'refused' || placed.kind === 'unknown') {
		await freeSeat(place, reference, deps);
		return { kind: 'vendor', reason: placed.reason };
	}
	if (placed.kind !== 'called') return placed;
	const { conversation, begunAt: at } = placed;
	if (placed.fresh) {
		const until = at + SEAT_MS;
		await takeSeat(place, { reference, until }, { most: Number.POSITIVE_INFINITY, now: at }, deps);
	}
	const name = nameOf(wanted.request);
	await showBegun(setup, { ...conversation, reference, begunAt: at }, { number: to.toNumber, name }, deps);
	const answer = openTold(placed.note, deps.keys) ?? told.answer;
	return { ...answer, kind: 'initiated', conversationId: conversation.conversationId, at };
}

async function brief(
	request: TriggerRequest,
	reference: string,
	{ settings: { hiringsApiUrl } }: AssistantSetup,
	{ dispatch }: TriggerDeps,
) {
	const questionnaire =
		hiringsApiUrl && (await loadQuestionnaire(hiringsApiUrl, request.campaign_id, dispatch));
	const { prompt, firstMessage, language } = promptOf(request, questionnaire || undefined);
	const variables = {
		campaign_id: request.campaign_id,
		company_name: request.company_name,
		candidate_first_name: request.candidate_first_name,
		candidate_last_name: request.candidate_last_name,
	};
	const briefing: Briefing = { prompt, firstMessage, language, reference, variables };
	const answer: Told = {
		questionnaireLoaded: Boolean(questionnaire),
		promptLength: prompt.length,
		firstMessage,
	};
	return { briefing, answer };
}

/** First and last name, as the answer and the card show them. */
export function nameOf(request: TriggerRequest): string {
	return `${request.candidate_first_name} ${request.candidate_last_name}`;
}

/** The same for a repeat; keys of one system say nothing to another. */
function referenceOf({ workspaceId, keyId, idempotencyKey }: Trigger, { ids }: TriggerDeps): string {
	if (idempotencyKey === undefined) return newReference(ids);
	return `rs_${sha256([workspaceId, keyId, idempotencyKey])}`;
}

function fingerprintOf(request: TriggerRequest): string {
	const { campaign_id, company_name, to_number, agent_phone_number_id, language } = request;
	const person = [request.candidate_first_name, request.candidate_last_name];
	return sha256([campaign_id, company_name, ...person, to_number, agent_phone_number_id, language]);
}

function sha256(parts: (string | number | undefined)[]): string {
	return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
