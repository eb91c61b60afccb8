import { describeCall, matchParty } from '../calls/index.ts';
import type { Clock } from '../clock.ts';
import type { Lead } from '../contract/index.ts';
import { choiceKey } from '../overlay/choice.ts';
import type { History } from './history.ts';
import type { StoredCall } from './stored-call.ts';

export interface CallActions {
	dismiss(callId: string): void;
	/** She works with the card: it stays until it is dismissed. */
	touch(callId: string): void;
	/** Keeps the choice for this call and for its number. Nothing happens for a lead that was not found for it. */
	choose(callId: string, leadId: string): void;
	undoChoice(callId: string): void;
	/** Resolves when the note is on disk; sending it follows. */
	saveNote(callId: string, text: string): Promise<void>;
	/** Tells the server who was found, once. */
	reportFound(call: StoredCall): void;
}

export interface ActionParts {
	history: History;
	clock: Clock;
	clockOffset(): number;
	leadsOf(callId: string): readonly Lead[];
	/** Something waits to be sent. */
	onQueued(): void;
}

/** What a person does to a call: in memory at once, on disk with the command that tells the server. */
export function callActions({ history, clock, clockOffset, leadsOf, onQueued }: ActionParts): CallActions {
	const withCall = (callId: string, act: (call: StoredCall) => void) => {
		const call = history.get(callId);
		if (call) act(call);
	};
	const matchesOf = (call: StoredCall) =>
		matchParty(describeCall(call.call).remote, leadsOf(call.callId)).slice(0, 50);
	const queued = () => void history.persisted().then(onQueued, () => undefined);

	function decide(call: StoredCall, leadId: string | undefined): void {
		const found = matchesOf(call);
		const matches = leadId === undefined ? found : found.filter((match) => match.leadId === leadId);
		const key = choiceKey(call.call);
		history.apply({
			calls: [{ ...call, choice: { leadId, at: clock.now() + clockOffset() } }],
			...(key ? { choice: { key, leadId } } : {}),
			...(matches.length > 0
				? { command: { name: 'reportMatch', body: { callId: call.callId, matches, chosen: true } } }
				: {}),
		});
		queued();
	}

	return {
		dismiss: (callId) =>
			withCall(callId, (call) => {
				const { state } = describeCall(call.call);
				history.apply({ calls: [{ ...call, dismissed: { at: clock.now(), state } }] });
			}),
		touch: (callId) => withCall(callId, (call) => history.apply({ calls: [{ ...call, touched: true }] })),
		choose: (callId, leadId) =>
			withCall(callId, (call) => {
				if (matchesOf(call).some((match) => match.leadId === leadId)) decide(call, leadId);
			}),
		undoChoice: (callId) => withCall(callId, (call) => decide(call, undefined)),
		async saveNote(callId, text) {
			const call = history.get(callId);
			if (!call) return;
			const writtenAt = clock.now() + clockOffset();
			const body = { callId, text, writtenAt: new Date(writtenAt).toISOString() };
			history.apply({
				calls: [{ ...call, note: { text, writtenAt } }],
				command: { name: 'saveNote', body },
			});
			await history.persisted();
			onQueued();
		},
		reportFound(call) {
			const matches = matchesOf(call);
			const reported = matches.map(({ leadId }) => leadId).join(' ');
			if (reported === '' || reported === call.reported || call.matched?.chosen) return;
			if (describeCall(call.call).test) return;
			history.apply({
				calls: [{ ...call, reported }],
				command: { name: 'reportMatch', body: { callId: call.callId, matches, chosen: false } },
			});
			queued();
		},
	};
}
