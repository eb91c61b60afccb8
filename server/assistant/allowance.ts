import type { Clock } from '../clock.ts';
import type { Store } from '../store/ports.ts';
import { hoursInWords, isWithinHours, startOfDay } from './limits.ts';
import { CALL_EFFECT } from './place-call.ts';
import { takeSeat } from './seats.ts';
import type { AssistantSetup } from './setup.ts';

/** Why nobody is called now; `reason` for people. */
export interface NotAllowed {
	kind: 'not-allowed';
	limit: 'do-not-call' | 'hours' | 'at-once' | 'per-day';
	reason: string;
}

interface AllowanceDeps {
	store: Pick<Store, 'afterCall' | 'records'>;
	clock: Clock;
}

/** Until the vendor has said that it calls. */
const UNCONFIRMED_SEAT_MS = 5 * 60_000;
/** Undefined where the call may be made; it then has a seat. */
export async function checkLimits(
	toNumber: string,
	reference: string,
	{ workspaceId, connectionId, settings }: AssistantSetup,
	deps: AllowanceDeps,
): Promise<NotAllowed | undefined> {
	const now = deps.clock.now();
	const { hours, mostAtOnce: most, mostPerDay } = settings;
	const not = (limit: NotAllowed['limit'], reason: string): NotAllowed => ({
		kind: 'not-allowed',
		limit,
		reason,
	});
	if (settings.doNotCall.includes(toNumber)) {
		return not('do-not-call', 'This number is on the do-not-call list.');
	}
	if (hours && !isWithinHours(hours, now)) {
		return not('hours', `Calls are made on the chosen days, ${hoursInWords(hours)}.`);
	}
	const since = startOfDay(now, hours?.timeZone ?? 'UTC');
	if ((await deps.store.afterCall.effects.countSince(workspaceId, CALL_EFFECT, since)) >= mostPerDay) {
		return not('per-day', `The ${mostPerDay} calls of today are used up.`);
	}
	const seat = { reference, until: now + UNCONFIRMED_SEAT_MS };
	const taken = await takeSeat({ workspaceId, connectionId }, seat, { most, now }, deps);
	return taken ? undefined : not('at-once', `${most} calls are running, which is as many as may.`);
}
