import { z } from 'zod';
import { Outcome } from '../../lib/contract/api.ts';
import { Id, Instant, Provider } from '../../lib/contract/primitives.ts';
import type { DeliveryFilter } from '../store/ports.ts';

/** Which deliveries, as a request names them. */
export const DeliveryQuery = z.object({
	connection: Id.optional(),
	provider: Provider.optional(),
	outcome: Outcome.optional(),
	/** From here on. */
	from: Instant.optional(),
	/** Before. */
	to: Instant.optional(),
	/** A delivery's id, an event's, or a call's. */
	search: Id.optional(),
});

/** The same in the store's terms. */
export function filterOf({
	connection,
	from,
	to,
	...rest
}: z.infer<typeof DeliveryQuery>): Omit<DeliveryFilter, 'beforeId' | 'limit'> {
	const at = (instant: string | undefined) => (instant === undefined ? undefined : Date.parse(instant));
	return { ...rest, connectionId: connection, from: at(from), to: at(to) };
}
