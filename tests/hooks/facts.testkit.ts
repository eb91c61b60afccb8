import { z } from 'zod';
import type { Example } from './examples.testkit.ts';
import type { Came } from './replay.testkit.ts';

const Text = z.string().nullish();

/** What an example says of a call, in the words of the vendors' example folders. */
const Facts = z.object({
	kind: Text,
	direction: z.enum(['incoming', 'outgoing', 'inbound', 'outbound']).optional().catch(undefined),
	callKey: Text,
	providerCallId: Text,
	conversationId: Text,
	bookingUid: Text,
	messageId: Text,
	providerMessageId: Text,
	legId: Text,
	counterpartyNumber: Text,
	counterpartyName: Text,
	counterpartyExtension: Text,
	ownNumber: Text,
	queue: Text,
	from: Text,
	to: Text,
	text: Text,
	startedAt: Text.catch(undefined),
	answeredAt: Text.catch(undefined),
	endedAt: Text.catch(undefined),
	outcome: Text,
	anonymous: z.boolean().optional(),
});

const ways: Record<string, string> = { incoming: 'inbound', outgoing: 'outbound' };

const Nested = z.object({ facts: z.unknown().optional() });

const isInstant = (text: string) => /^\d{4}-\d\d-\d\dT/.test(text);

/** Facts of an example that no event of it tells; each value must stand somewhere in what was stored. */
export function checkFacts({ expect: expected }: Example, { events }: Came): string[] {
	if (events.length === 0) return [];
	const told = valuesIn(events);
	return (expected.events ?? []).flatMap((event) => {
		const { facts = event } = Nested.parse(event);
		const { kind, direction, anonymous, outcome, ...texts } = Facts.parse(facts);
		// Nobody leaves a voicemail but who calls in: the event does not say it again.
		const way = kind === 'voicemail.received' ? undefined : direction && (ways[direction] ?? direction);
		const wanted = [way, outcome, ...Object.values(texts)].filter((value) => typeof value === 'string');
		const missing = wanted.filter((value) => !isTold(value, told));
		return [
			...missing.map((value) => `nothing tells ${value}`),
			...(anonymous === true && !told.has('true') ? ['nothing tells that the number is withheld'] : []),
		];
	});
}

/** Ids stand behind the name of their provider, times may be spelled without their zero milliseconds. */
function isTold(value: string, told: Set<string>): boolean {
	if (told.has(value)) return true;
	if (isInstant(value)) return [...told].some((one) => Date.parse(one) === Date.parse(value));
	// Prose for people, and no value.
	if (/\s/.test(value) && value.includes(',')) return true;
	return value === 'absent' || [...told].some((one) => one.endsWith(`-${value}`) || one.includes(value));
}

function valuesIn(value: unknown): Set<string> {
	const found = new Set<string>();
	JSON.stringify(value, (_, part) => {
		if (typeof part !== 'object') found.add(String(part));
		return part;
	});
	return found;
}
