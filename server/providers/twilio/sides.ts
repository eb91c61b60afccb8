import type { CallData, Party } from '../../../lib/contract/call.ts';
import { readParty } from '../../../lib/phone/index.ts';
import type { HookConnection } from '../provider.ts';
import type { VoiceStatus } from './schema.ts';

/** What our own callback address says of a leg; signed along with it. */
interface Hints {
	direction?: 'inbound' | 'outbound';
	local?: string;
	remote?: string;
}

type Sides = Pick<CallData, 'direction' | 'remote' | 'local' | 'agent'>;

/** `?direction=inbound&local=+4930…` of the documented `<Dial>` callback. A `+` left unescaped arrives as a space. */
export function readHints(url: string): Hints {
	const query = URL.parse(url)?.searchParams;
	const direction = query?.get('direction');
	const number = (name: string) => query?.get(name)?.replace(/^ (?=\d)/, '+') || undefined;
	return {
		direction: direction === 'inbound' || direction === 'outbound' ? direction : undefined,
		local: number('local'),
		remote: number('remote'),
	};
}

/** Who is the other person and who is us, seen from the whole call rather than from Twilio's leg. */
export function sidesOf(leg: VoiceStatus, hints: Hints, connection: HookConnection): Sides {
	const direction = hints.direction ?? directionOf(leg, connection);
	const inbound = direction === 'inbound';
	const remote = hints.remote ?? (inbound ? leg.From : leg.To);
	const local = hints.local ?? (inbound ? leg.To : leg.From);
	const rang = inbound ? leg.To : leg.From;
	return {
		direction,
		remote: partyOf(remote, connection.region),
		local: partyOf(local, connection.region),
		agent: leg.ParentCallSid || isColleague(rang) ? { id: rang, name: clientName(rang) } : undefined,
	};
}

/** Twilio names the direction of a leg: a colleague's softphone comes "inbound", a ring at a desk goes "outbound". */
function directionOf(leg: VoiceStatus, connection: HookConnection): CallData['direction'] {
	if (isColleague(leg.From)) return 'outbound';
	if (leg.Direction === 'inbound') return 'inbound';
	if (leg.Direction === 'outbound-api') return 'outbound';
	return ownNumbers(connection).includes(leg.From) ? 'outbound' : 'inbound';
}

function ownNumbers(connection: HookConnection): string[] {
	return (connection.settings.numbers ?? '')
		.split(',')
		.map((number) => readParty(number, connection.region).e164)
		.filter((number) => number !== undefined);
}

/** A Twilio client or a phone registered at the account's own SIP domain. */
function isColleague(address: string): boolean {
	return (
		address.startsWith('client:') || /^sips?:[^@]+@[^@]+\.sip(\.[a-z0-9-]+)?\.twilio\.com\b/i.test(address)
	);
}

function clientName(address: string): string | undefined {
	return address.startsWith('client:') ? address.slice('client:'.length) : undefined;
}

function partyOf(address: string, region: string): Party {
	const colleague = isColleague(address);
	return readParty(address, region, { name: clientName(address), internal: colleague || undefined });
}
