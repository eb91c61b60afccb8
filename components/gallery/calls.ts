import type { CardView, LeadCard } from '../../lib/overlay/card.ts';

export const now = Date.parse('2026-03-10T09:15:07Z');
const DAY = 24 * 3_600_000;

export const mira: LeadCard = {
	leadId: '101',
	name: 'Mira Lindqvist',
	company: 'Nordlicht Logistik GmbH',
	role: 'HR lead',
	stage: 'Offer',
	owner: 'You',
	nextStep: 'Send contract',
	lastContactAt: now - 2 * DAY,
	lastContactQuote: 'Offer by Friday, please.',
	recordUrl: 'https://crm.example/people/101',
};
const tarek: LeadCard = {
	leadId: '110',
	name: 'Tarek Nasser',
	company: 'Ostkreuz Gastro',
	lastContactAt: now - DAY,
};
const juli: LeadCard = { leadId: '111', name: 'Juli Petersen', company: 'Ostkreuz Gastro' };
const third: LeadCard = {
	leadId: '112',
	name: 'Ostkreuz Gastro, reception and kitchen office',
	company: 'Ostkreuz Gastro Betriebsgesellschaft mbH',
	lastContactAt: now - 40 * DAY,
};

const ring: CardView = {
	callId: 'webex-1',
	state: 'ringing',
	direction: 'inbound',
	caller: { kind: 'lead', lead: mira, rule: 'exact', field: 'mobile', chosen: false },
	number: { formatted: '+49 30 23125101', copy: '+493023125101' },
	providerLabel: 'Webex',
	startedAt: now - 7_000,
	test: false,
};

const answered: CardView = { ...ring, state: 'answered', answeredAt: now - 192_000 };
const talk = { state: 'answered', answeredAt: now - 48_000, assistant: true } as const;
const speaking: CardView = {
	...ring,
	...talk,
	providerLabel: 'Retell',
	spoken: {
		assistant: { name: 'Susi' },
		lines: [
			{ speaker: 'assistant', text: 'Ab wann könnten Sie denn anfangen, Frau Lindqvist?' },
			{ speaker: 'remote', text: 'Meine Kündigungsfrist beträgt drei Monate, also zum ersten März.' },
		],
	},
};
const ended: CardView = { ...answered, state: 'ended', endedAt: now - 2_000, endReason: 'completed' };
const missed: CardView = { ...ring, state: 'missed', startedAt: now - 125_000, endReason: 'missed' };
const chosen: CardView = { ...ring, caller: { ...ring.caller, chosen: true } as CardView['caller'] };
const possible: CardView = { ...ring, caller: { kind: 'lead', lead: mira, rule: 'suffix', chosen: false } };
const unknown: CardView = {
	...ring,
	callId: 'webex-2',
	caller: { kind: 'unknown', place: 'Germany', name: 'A. Demir' },
	number: { formatted: '+49 30 23125990', copy: '+493023125990' },
	queue: 'Applicants',
};
const choose: CardView = {
	...ring,
	callId: 'webex-3',
	caller: { kind: 'choose', leads: [tarek, juli, third], rule: 'exact' },
	number: { formatted: '+49 30 23125110', copy: '+493023125110' },
};
const nobody = { ...ring, number: undefined };
const rtl = 'מירה לינדקוויסט';
const hostile = `<img src=x onerror=alert(1)> \u202Egpj.exe ${'very long name '.repeat(40)}`;

/** Every state of the card, by name. */
export const callStates: Record<string, CardView[]> = {
	ringing: [ring],
	'ringing outbound': [{ ...ring, direction: 'outbound' }],
	answered: [answered],
	'assistant speaking': [speaking],
	'assistant speaks with an unknown': [
		{ ...unknown, ...talk, spoken: { lines: speaking.spoken?.lines.slice(1) ?? [] } },
	],
	ended: [ended],
	missed: [missed],
	'chosen, with undo': [chosen],
	'possible match': [possible],
	'three people': [choose],
	'three possible people': [
		{ ...choose, caller: { kind: 'choose', leads: [tarek, juli, third], rule: 'suffix' } },
	],
	'unknown, from a queue': [unknown],
	anonymous: [{ ...nobody, caller: { kind: 'anonymous' } }],
	extension: [{ ...nobody, caller: { kind: 'extension', extension: '204', name: 'Front desk' } }],
	colleague: [{ ...nobody, caller: { kind: 'colleague', name: 'Tom Berger', extension: '117' } }],
	sip: [{ ...nobody, caller: { kind: 'sip', address: 'mira@nordlicht.example', name: 'Mira' } }],
	'answered elsewhere': [{ ...ended, answeredAt: undefined, endReason: 'answered-elsewhere' }],
	test: [{ ...ring, test: true }],
	'hostile name': [
		{
			...ring,
			caller: { ...ring.caller, lead: { ...mira, name: hostile, company: hostile } } as CardView['caller'],
		},
	],
	'right to left': [
		{ ...ring, caller: { ...ring.caller, lead: { ...mira, name: rtl, company: rtl } } as CardView['caller'] },
	],
	'five calls': [
		ring,
		{ ...answered, callId: 'webex-8' },
		missed,
		unknown,
		{ ...ended, callId: 'webex-9' },
	].map((card, index) => ({ ...card, callId: `webex-${index}` })),
};
