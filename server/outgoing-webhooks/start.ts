import { traceOf } from '../http/errors.ts';
import { fractionOf, type Ids } from '../ids.ts';
import type { Store } from '../store/ports.ts';
import { createPump, type Pump } from './pump.ts';
import type { SendDeps } from './send.ts';

export interface OutgoingWebhooksDeps extends Omit<SendDeps, 'signal'> {
	store: Store;
	ids: Ids;
	log: {
		warn(fields: object, message: string): void;
		error(fields: object, message: string): void;
	};
}

const NOTICES = {
	disabled: 'An outgoing webhook is disabled',
	'gave-up-an-event': 'An outgoing webhook did not take an event for a day; others it took',
} as const;

/** Sends the events of all workspaces on until it is closed. */
export function startOutgoingWebhooks({ ids, log, ...deps }: OutgoingWebhooksDeps): Pump {
	const pump = createPump({
		...deps,
		chance: () => fractionOf(ids),
		notice: (webhookId, what, reason) => log.warn({ webhookId, reason }, NOTICES[what]),
		onBug: (error) => log.error(traceOf(error), 'Outgoing webhooks could not be sent'),
	});
	pump.start();
	return pump;
}
