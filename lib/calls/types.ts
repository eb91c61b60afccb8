import type { Agent, CallData, Direction, EndReason, LegState, Party } from '../contract/index.ts';

/** One provider event's view of a leg, with the provider's time of it (ISO 8601). */
export interface View {
	time: string;
	data: CallData;
}

/** What a call shows; derived from its legs by `describeCall` and never stored. Times are ISO 8601. */
export interface CallSummary {
	callId: string;
	provider: string;
	connectionId: string;
	branchId?: string;
	direction: Direction;
	state: LegState;
	remote: Party;
	local: Party;
	queue?: string;
	agent?: Agent;
	startedAt?: string;
	answeredAt?: string;
	endedAt?: string;
	endReason?: EndReason;
	/** Ended, inbound, and nobody took it here or elsewhere. */
	missed: boolean;
	/** An assistant holds it for us. */
	assistant?: boolean;
	test: boolean;
}
