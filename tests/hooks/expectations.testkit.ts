import { z } from 'zod';
import { readEvent } from '../../lib/contract/event.ts';
import type { Example } from './examples.testkit.ts';
import type { Came } from './replay.testkit.ts';

const Kind = z.object({ kind: z.string() });

/** Begins of the types that an event of this kind may become; a kind that is fetched first makes a job alone. */
const typesOfKind: [kind: RegExp, types: RegExp | 'job'][] = [
	[/^(mailbox|message)\.changed$/, 'job'],
	[/^recording\.available$/, /^ringside\.call\.recording\.ready$/],
	[/^call$/, /^ringside\.(call|transcript|extraction)\./],
	[/^(message|booking|payment)\b(?!\.)/, /^ringside\.(message|booking|payment)\./],
];

/** In our words: what the log must say, and whether it may also be a repeat of what is known. */
function outcomesOf({ outcome }: Example['expect']): string[] {
	if (outcome === 'events' || outcome === 'accepted') return ['accepted'];
	return [outcome];
}

/** What differs from what one of our own fixtures expects; empty where nothing does. */
export function deviations({ expect: expected }: Example, came: Came): string[] {
	const outcome = came.outcome === 'handshake' ? 'ignored' : came.outcome;
	return [
		...(outcomesOf(expected).includes(outcome) ? [] : [`outcome ${outcome}, not ${expected.outcome}`]),
		...(!expected.reason || came.outcome === 'handshake' || came.reason === expected.reason
			? []
			: [`reason ${came.reason}, not ${expected.reason}`]),
		...wrongTypes(typesExpected(expected), came),
		...(expected.jobs && expected.jobs.length !== came.jobs ? [`${came.jobs} jobs`] : []),
		...againstTheContract(came),
	];
}

/** The same for an example of a vendor's: its words are mapped to ours, and state is the merge's, not the parser's. */
export function vendorDeviations({ expect: expected }: Example, came: Came): string[] {
	const outcome = came.outcome === 'handshake' ? 'ignored' : came.outcome;
	const allowed =
		expected.outcome === 'ignored' ? ['ignored', 'unsupported', 'accepted'] : outcomesOf(expected);
	const kinds = (expected.events ?? []).map((event) => Kind.parse(event).kind);
	return [
		...(allowed.includes(outcome) ? [] : [`outcome ${outcome} (${came.reason}), not ${expected.outcome}`]),
		...kinds.flatMap((kind) => missingOfKind(kind, came)),
		...againstTheContract(came),
	];
}

function missingOfKind(kind: string, { events, jobs }: Came): string[] {
	const types = typesOfKind.find(([pattern]) => pattern.test(kind))?.[1] ?? `ringside.${kind}`;
	const told = events.map((event) => event.type);
	if (types === 'job') {
		return jobs > 0 && told.length === 0 ? [] : [`${kind} made ${jobs} jobs and the events ${told}`];
	}
	const isThere = told.some((type) => (typeof types === 'string' ? type === types : types.test(type)));
	return isThere ? [] : [`no event for ${kind} among ${told.join(' ') || 'none'}`];
}

function typesExpected({ events, event, types }: Example['expect']): string[] | undefined {
	if (types) return types;
	const all = events ?? (event && [event]);
	const named = all?.map(({ type }) => z.string().optional().parse(type));
	return named?.every((type) => type !== undefined) ? named : undefined;
}

/** Where no events are expected there are none, but for the outcomes of a provider that says nothing of them. */
function wrongTypes(expected: string[] | undefined, { events, outcome }: Came): string[] {
	const told = events.map(({ type }) => type).join(' ');
	if (expected) return told === expected.join(' ') ? [] : [`events ${told}, not ${expected.join(' ')}`];
	return outcome !== 'accepted' && told !== '' ? [`events ${told} of a delivery that is ${outcome}`] : [];
}

function againstTheContract({ events }: Came): string[] {
	return events.flatMap((event) => {
		const read = readEvent(event);
		return read.kind === 'event' ? [] : [`${event.type} is ${read.kind}`];
	});
}
