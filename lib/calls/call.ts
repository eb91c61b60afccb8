import { type Leg, legOf, mergeLegs } from './leg.ts';
import type { View } from './types.ts';

/** A call is a map of legs by leg id. Plain JSON, so that any store can hold it. */
export interface Call {
	callId: string;
	legs: Record<string, Leg>;
}

/** The call with one more view merged in. Order and repeats of views do not matter. */
export function applyView(call: Call | undefined, view: View): Call {
	const leg = legOf(view);
	return mergeCalls(call ?? { callId: view.data.callId, legs: {} }, {
		callId: view.data.callId,
		legs: { [leg.legId]: leg },
	});
}

/** Joins what two stores know of the same call: commutative, associative, idempotent. */
export function mergeCalls(a: Call, b: Call): Call {
	// A map, not an object: a leg id comes from outside and may be `__proto__`.
	const merged = new Map(Object.entries(a.legs));
	for (const [legId, leg] of Object.entries(b.legs)) {
		const known = merged.get(legId);
		merged.set(legId, known ? mergeLegs(known, leg) : leg);
	}
	return { callId: a.callId, legs: Object.fromEntries(merged) };
}

/** The call that any number of views tell of; undefined without a view. */
export function callOf(views: Iterable<View>): Call | undefined {
	let call: Call | undefined;
	for (const view of views) call = applyView(call, view);
	return call;
}
