import type { Waiting } from '../../components/inbox/inbox.tsx';
import type { Answer } from '../../lib/server-api/answer.ts';
import type { CallsApi } from '../../lib/server-api/calls-api.ts';
import type { Credentials } from '../../lib/server-api/request.ts';
import { cardsOf } from './cards.ts';

/** Those who wait, each with its call: number, place and time are the call's to tell. */
export async function readWaiting(
	api: CallsApi,
	as: Credentials,
	locale: string,
): Promise<Answer<readonly Waiting[]>> {
	const answer = await api.unassigned(as);
	if (answer.kind !== 'ok') return answer;
	const open = answer.value.calls.filter(({ state }) => state === 'open');
	const details = await Promise.all(open.map(({ callId }) => api.detail(as, callId)));
	const records = details.flatMap((detail) => (detail.kind === 'ok' ? [detail.value.call] : []));
	const cards = new Map((await cardsOf(records, locale)).map((card) => [card.callId, card]));
	return {
		kind: 'ok',
		value: open.map((unassigned) => ({ unassigned, card: cards.get(unassigned.callId) })),
	};
}
