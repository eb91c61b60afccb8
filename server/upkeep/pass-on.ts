import { z } from 'zod';
import type { JobHandler } from '../jobs/job.ts';
import type { Dispatch } from '../outgoing/dispatcher.ts';
import type { Connection } from '../store/entities.ts';
import type { Deliveries, NewJob } from '../store/ports.ts';
import type { Setup } from '../store/setup-port.ts';

export const PASS_ON = 'upkeep.pass-on';

const ATTEMPTS = 8;
const TIMEOUT_MS = 10_000;
const MOST_BYTES = 65_536;

const Payload = z.object({ deliveryId: z.string(), address: z.string() });

/** Somebody agreed that we take this place: from then on its owner's address gets what we get. False: no such place. */
export async function agreeToPassOn(
	{ workspaceId, connectionId }: Pick<Connection, 'workspaceId' | 'connectionId'>,
	name: string,
	setup: Pick<Setup, 'subscriptions' | 'saveSubscription'>,
): Promise<boolean> {
	const rows = await setup.subscriptions(workspaceId, connectionId);
	const row = rows.find((one) => one.name === name && one.state === 'foreign');
	if (!row) return false;
	await setup.saveSubscription({ ...row, isPassedOn: true });
	return true;
}

/** A delivery for each address that stood in our place before us. */
export function passOnJobs(deliveryId: string, addresses: readonly string[], now: number): NewJob[] {
	return addresses.map((address) => ({
		kind: PASS_ON,
		key: `${deliveryId} ${address}`,
		payload: { deliveryId, address },
		runAt: now,
		maxAttempts: ATTEMPTS,
	}));
}

interface PassOnDeps {
	deliveries: Pick<Deliveries, 'get'>;
	dispatch: Dispatch;
}

/** Sends the body as it came, with the headers that were kept, so that the other side can check its signature. */
export function passOnHandler({ deliveries, dispatch }: PassOnDeps): JobHandler {
	return async (job) => {
		const payload = Payload.safeParse(job.payload);
		if (!payload.success) return { kind: 'give-up', reason: 'The job names no delivery.' };
		const delivery = await deliveries.get(job.workspaceId, payload.data.deliveryId);
		// Past its retention: nobody waits for it any more.
		if (!delivery) return { kind: 'done' };
		const sent = await dispatch({
			method: 'POST',
			url: payload.data.address,
			headers: delivery.headers,
			body: delivery.body,
			timeoutMs: TIMEOUT_MS,
			maxBytes: MOST_BYTES,
		});
		if (sent.kind === 'blocked') return { kind: 'give-up', reason: 'Its address is not one we may call.' };
		if (sent.kind === 'failed') return { kind: 'retry', reason: `It could not be reached (${sent.reason}).` };
		if (sent.status < 300) return { kind: 'done' };
		return { kind: 'retry', reason: `It answered ${sent.status}.` };
	};
}
