import type { CallData, EndReason, LegState } from '../../../lib/contract/call.ts';
import type { RingsideEvent } from '../../../lib/contract/event.ts';
import { eventOf } from '../event.ts';
import type { HookConnection, Parsed } from '../provider.ts';
import type { Notification } from './notification.ts';
import { partyOf } from './parties.ts';
import type { Session, SessionParty } from './schema.ts';

type Stage = LegState | 'unseen';

/** Status code in lower case (guide and reference spell some differently) → where the leg stands. */
const stages = new Map<string, Stage>([
	['setup', 'ringing'],
	['proceeding', 'ringing'],
	// The caller may still be picked up from it.
	['voicemailscreening', 'ringing'],
	['vmscreening', 'ringing'],
	['answered', 'answered'],
	['voicemail', 'ended'],
	['disconnected', 'ended'],
	// Moved to the session in `peerId`, which shows how it goes on.
	['gone', 'ended'],
	['hold', 'unseen'],
	['parked', 'unseen'],
	['faxreceive', 'unseen'],
	['tds', 'unseen'],
]);

const reasons = new Map<string, EndReason>([
	['blindtransfer', 'transferred'],
	['attendedtransfer', 'transferred'],
	['voicemail', 'voicemail'],
	['agentanswered', 'answered-elsewhere'],
	['pickup', 'answered-elsewhere'],
	['rejected', 'declined'],
	['callfinished', 'completed'],
]);

const outboundReasons = new Map<string, EndReason>([
	['noanswer', 'missed'],
	['targetbusy', 'declined'],
]);

const ownOrigins = new Set(['VerificationCall', 'GreetingsRecording']);

/** One session notification → a view for each of this extension's parties in it; it is never the whole session. */
export function parseSession(session: Session, notification: Notification): Parsed {
	const origin = session.origin?.type ?? '';
	if (ownOrigins.has(origin)) return { kind: 'ignored', reason: `a call of RingCentral itself: ${origin}` };
	const own = ownExtension(notification);
	const parties = session.parties.filter((party) => !own || party.extensionId === own);
	if (parties.length === 0) return { kind: 'ignored', reason: 'no party of this extension' };
	const seen = parties.map((party) => viewOf(party, session, notification));
	const events = seen.flatMap((one) => (one.kind === 'events' ? one.events : []));
	return events.length > 0 ? { kind: 'events', events } : (seen[0] ?? { kind: 'events', events });
}

/** The subscriber; `~` in the path stands for the same. */
function ownExtension({ envelope }: Notification): string | undefined {
	return envelope.ownerId ?? /\/extension\/(\d{1,30})\//.exec(envelope.event)?.[1];
}

function viewOf(party: SessionParty, session: Session, notification: Notification): Parsed {
	const code = party.status.code.toLowerCase();
	const stage = stages.get(code);
	if (!stage) return { kind: 'unsupported', reason: `status ${party.status.code}` };
	if (stage === 'unseen')
		return { kind: 'ignored', reason: `status ${party.status.code} changes nothing shown` };
	if (isOwnPhone(party, session)) return { kind: 'ignored', reason: 'her own phone, rung to dial out' };
	const data = callData(party, session, stage, notification.connection);
	const call = eventOf(notification.connection, `call.${stage}`, {
		id: eventId(party, session, notification),
		subject: data.callId,
		time: session.eventTime,
		data,
	});
	return { kind: 'events', events: [call, ...recordingsOf(party, session, data, notification.connection)] };
}

/** RingOut first rings the person who dials; shown as it is, she would be called by herself. */
function isOwnPhone(party: SessionParty, session: Session): boolean {
	if (party.direction !== 'Inbound') return false;
	const caller = party.from?.extensionId;
	return session.origin?.type === 'RingOut' || (caller !== undefined && caller === party.extensionId);
}

function callData(
	party: SessionParty,
	session: Session,
	state: LegState,
	{ connectionId, branchId, region }: HookConnection,
): CallData {
	const direction = party.direction === 'Inbound' ? 'inbound' : 'outbound';
	const [remote, local] = direction === 'inbound' ? [party.from, party.to] : [party.to, party.from];
	const { eventTime } = session;
	const isStart = /^(setup|proceeding)$/i.test(party.status.code);
	return {
		callId: callIdOf(session.telephonySessionId, party.extensionId),
		provider: 'ringcentral',
		connectionId,
		branchId,
		direction,
		remote: partyOf(remote, region),
		local: local ? partyOf(local, region) : { raw: '' },
		agent: party.extensionId ? { id: party.extensionId, name: local?.name } : undefined,
		legId: party.id,
		state,
		startedAt: isStart ? eventTime : undefined,
		answeredAt: state === 'answered' ? eventTime : undefined,
		endedAt: state === 'ended' ? eventTime : undefined,
		endReason: endReasonOf(party, direction),
		providerSequence: session.sequence,
		sameAs: continuation(party),
	};
}

/** A colleague in the same session has her own card. */
export function callIdOf(sessionId: string, extensionId: string | undefined): string {
	return `ringcentral-${[sessionId, extensionId].filter(Boolean).join('|')}`;
}

function continuation(party: SessionParty): string | undefined {
	const peer = party.status.peerId?.telephonySessionId;
	return peer && /^gone$/i.test(party.status.code) ? callIdOf(peer, party.extensionId) : undefined;
}

/** What this view knows of how the leg ends; that it was answered before, another view knows. */
function endReasonOf(party: SessionParty, direction: CallData['direction']): EndReason | undefined {
	const code = party.status.code.toLowerCase();
	if (code.startsWith('voicemail') || code === 'vmscreening') return 'voicemail';
	if (code === 'gone') return 'transferred';
	if (code !== 'disconnected') return undefined;
	const reason = party.status.reason?.toLowerCase() ?? '';
	const told = reasons.get(reason);
	// A missed call that was finished is missed, whatever the reason says of the line.
	if (told && (told !== 'completed' || !party.missedCall)) return told;
	if (direction === 'outbound') return outboundReasons.get(reason);
	return party.missedCall ? 'missed' : undefined;
}

/** `uuid` is the notification's; further parties in it, and a notification without one, are told apart by theirs. */
function eventId(party: SessionParty, session: Session, { envelope }: Notification): string {
	const { uuid } = envelope;
	if (uuid) return session.parties[0] === party ? uuid : `${uuid}|${party.id}`;
	return [session.telephonySessionId, party.id, session.sequence, party.status.code].join('|');
}

/** There is a file only when the leg is over; before that it may be paused or given up. */
function recordingsOf(
	party: SessionParty,
	session: Session,
	{ callId, provider }: CallData,
	connection: HookConnection,
): RingsideEvent[] {
	if (party.status.code.toLowerCase() !== 'disconnected') return [];
	const { connectionId } = connection;
	return (party.recordings ?? []).map(({ id }) =>
		eventOf(connection, 'call.recording.ready', {
			id: `recording|${id}`,
			subject: callId,
			time: session.eventTime,
			data: { recordingId: `ringcentral-${id}`, provider, connectionId, callId },
		}),
	);
}
