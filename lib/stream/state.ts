import type { ConnectionState } from '../messages/protocol.ts';
import type { Machine } from './machine.ts';

/** The machine in the words that pages show. */
export function connectionState({ phase, since, attempt, network, lastFailure }: Machine): ConnectionState {
	switch (phase.kind) {
		case 'stopped':
			return { kind: 'unpaired' };
		case 'refused':
			return { kind: 'refused', since };
		case 'online':
			return { kind: 'online', since, lastHeardAt: phase.heardAt, transport: phase.transport };
		case 'waiting':
			return network ? { kind: 'connecting', since, attempt, lastFailure } : { kind: 'offline', since };
		case 'connecting':
			return { kind: 'connecting', since, attempt, lastFailure };
	}
}
