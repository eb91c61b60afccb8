import { type RingsideEvent, readEvent } from '../../lib/contract/event.ts';
import { personKeysOf } from '../../lib/conversation/person-keys.ts';
import type { HookConnection } from '../providers/provider.ts';
import type { NewEvent } from '../store/ports.ts';

/**
 * What the log stores of an event. @throws Error when a parser made something that the contract does not allow
 * or that belongs to another connection: no device could read it
 */
export function toNewEvent(event: RingsideEvent, { connectionId }: HookConnection): NewEvent {
	const read = readEvent(event);
	if (read.kind !== 'event') throw new Error('The parser made an event against the contract');
	if (event.source !== `/connections/${connectionId}`) {
		throw new Error('The parser made an event of another connection');
	}
	const { data } = event;
	const personKeys = personKeysOf(event);
	const agentKey = 'agent' in data ? data.agent?.id || data.agent?.name : undefined;
	return {
		id: event.id,
		type: event.type,
		subject: event.subject,
		json: JSON.stringify(event),
		connectionId,
		...('local' in data && data.local.e164 && { localE164: data.local.e164 }),
		...(personKeys.length > 0 && { personKeys }),
		...('agent' in data && data.agent?.userId && { agentUserId: data.agent.userId }),
		...(agentKey && { agentKey }),
	};
}
