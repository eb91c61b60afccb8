import type { EventName, RingsideEvent } from '../../lib/contract/event.ts';
import type { HookConnection } from './provider.ts';

type DataOf<N extends EventName> = Extract<RingsideEvent, { type: `ringside.${N}` }>['data'];

/** An event of this connection. `id` must come from the vendor's own ids; `time` is the vendor's, ISO 8601 in UTC. */
export function eventOf<N extends EventName>(
	connection: HookConnection,
	name: N,
	fields: { id: string; subject: string; time: string; data: DataOf<N> },
): RingsideEvent {
	return {
		specversion: '1.0',
		source: `/connections/${connection.connectionId}`,
		type: `ringside.${name}`,
		...fields,
	} as RingsideEvent;
}
