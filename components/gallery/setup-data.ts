import type { ConnectionView, DeliveryDetail, DeliveryView } from '../../lib/contract/index.ts';
import type { CheckView } from '../../lib/contract/setup.ts';
import type { TeamData } from '../setup/team/team.ts';
import { now } from './calls.ts';
import { text } from './setup-cards.ts';

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
export const ago = (ms: number) => new Date(now - ms).toISOString();

const check = (
	name: string,
	state: CheckView['state'],
	found: CheckView['found'],
	more: Partial<CheckView> = {},
): CheckView => ({
	...{ name, state, found },
	checkedAt: ago(2 * MINUTE),
	since: ago(3 * DAY),
	...more,
});

const view = (more: Partial<ConnectionView>): ConnectionView => ({
	connectionId: 'con_1',
	provider: 'webex',
	name: 'Webex Calling',
	state: 'ok',
	hookUrl: 'https://ringside.nordlicht.example/hooks/webex/x',
	createdAt: ago(40 * DAY),
	lastEventAt: ago(2 * MINUTE),
	...more,
});

const tokenOk = check(
	'token',
	'ok',
	text('The sign-in is valid.', 'Die Anmeldung ist gültig.', 'La sesión es válida.'),
);
const webhookOff = check(
	'subscription',
	'broken',
	text(
		'Webex has switched the webhook off. No calls come in.',
		'Webex hat den Webhook abgeschaltet. Anrufe kommen nicht an.',
		'Webex ha desactivado el webhook. No llegan llamadas.',
	),
	{
		mend: text(
			'Repair switches it on again.',
			'Reparieren schaltet ihn wieder ein.',
			'Reparar lo vuelve a activar.',
		),
		action: { name: 'repair', label: text('Repair', 'Reparieren', 'Reparar') },
	},
);

export const connections: ConnectionView[] = [
	view({
		ownerUserId: 'usr_1',
		ownerName: 'Sara Vogt',
		signIn: { state: 'ok', account: 'sara.vogt@nordlicht.example', endsAt: ago(-60 * DAY) },
		checks: [tokenOk],
		subscriptions: [{ name: 'telephony_calls', state: 'active', checkedAt: ago(MINUTE) }],
	}),
	view({
		connectionId: 'con_2',
		ownerUserId: 'usr_2',
		ownerName: 'Jonas Brandt',
		state: 'attention',
		lastEventAt: ago(2 * DAY),
		signIn: { state: 'ok', account: 'jonas.brandt@nordlicht.example' },
		checks: [webhookOff, tokenOk],
	}),
	view({
		connectionId: 'con_3',
		provider: 'cloudtalk',
		name: 'Berlin',
		state: 'waiting',
		lastEventAt: undefined,
	}),
	view({
		connectionId: 'con_4',
		provider: 'retell',
		name: 'Susi',
		state: 'attention',
		subscriptions: [
			{ name: 'agent Susi', state: 'foreign', checkedAt: ago(MINUTE), foreignHost: 'n8n.nordlicht.example' },
		],
	}),
];

export const guided = view({
	connectionId: 'con_3',
	provider: 'cloudtalk',
	name: 'Berlin',
	state: 'waiting',
	lastEventAt: undefined,
	checks: [check('opened', 'ok', text('Done', 'Erledigt', 'Hecho'))],
});

export const serverChecks: CheckView[] = [
	check(
		'address',
		'broken',
		text(
			'Nobody outside reaches https://ringside.nordlicht.example: the certificate has expired.',
			'Von außen ist https://ringside.nordlicht.example nicht erreichbar: Das Zertifikat ist abgelaufen.',
			'Nadie llega desde fuera a https://ringside.nordlicht.example: el certificado ha caducado.',
		),
		{ mend: text('Renew the certificate.', 'Erneuern Sie das Zertifikat.', 'Renueve el certificado.') },
	),
	check('clock', 'ok', text('The clock is right.', 'Die Uhr stimmt.', 'El reloj está en hora.')),
];

export const team = {
	users: [
		{ userId: 'usr_1', name: 'Sara Vogt', role: 'admin' },
		{ userId: 'usr_2', name: 'Jonas Brandt', role: 'supervisor' },
		{ userId: 'usr_3', name: 'Maximiliane von Hohenstein-Bartholomäi', role: 'member' },
	],
	devices: [
		{ deviceId: 'd1', userId: 'usr_1', name: 'Chrome · Linux', createdAt: ago(DAY), connected: true },
		{
			deviceId: 'd2',
			userId: 'usr_2',
			name: 'Firefox · Windows',
			createdAt: ago(DAY),
			lastSeenAt: ago(3 * DAY),
			connected: false,
		},
	],
	branches: {
		branches: [
			{
				branchId: 'b1',
				name: 'Berlin',
				region: 'DE',
				timeZone: 'Europe/Berlin',
				numbers: ['+493023125100', '+493023125101'],
				userIds: ['usr_1', 'usr_2'],
			},
			{ branchId: 'b2', name: 'Madrid', region: 'ES', timeZone: 'Europe/Madrid', numbers: [], userIds: [] },
		],
		unownedNumbers: [{ e164: '+34910000000', callCount: 12, lastCalledAt: ago(90 * MINUTE) }],
	},
	unlinkedAgents: [
		{ connectionId: 'con_3', agentKey: '412', name: 'J. Brandt', callCount: 4, lastCalledAt: ago(DAY) },
	],
} satisfies TeamData;

export const deliveries: DeliveryView[] = (
	[
		['refused', 'con_2', 'signature does not match'],
		['accepted', 'con_1', undefined],
		['malformed', 'con_3', 'call_id is missing'],
		['duplicate', 'con_1', undefined],
		['ignored', 'con_3', 'agent status'],
		['unsupported', 'con_4', 'call_analyzed_v2'],
	] as const
).map(([outcome, connectionId, reason], index) => ({
	deliveryId: `dlv_${index}`,
	connectionId,
	provider: 'webex',
	receivedAt: ago(index * 7 * MINUTE),
	outcome,
	reason,
	size: 812 + index * 900,
	eventIds: outcome === 'accepted' ? ['webex-Y2lzY29zcGFyazovL3VzL0NBTEwv:leg-1:ringing'] : [],
}));

export const detail: DeliveryDetail = {
	...(deliveries[0] ?? {
		...view({}),
		deliveryId: 'dlv_0',
		receivedAt: ago(0),
		outcome: 'refused',
		size: 1,
		eventIds: [],
	}),
	headers: {
		'content-type': 'application/json',
		'x-spark-signature': '[not kept, fingerprint 9f2c77aa01b3d4e5]',
	},
	bodyBase64: btoa('{"id":"Y2lzY29","resource":"telephony_calls","event":"created"}'),
	diagnosis: {
		cause: 'secret-differs',
		certainty: 'likely',
		words: 'The webhook at Webex has another secret than this connection.',
		mend: 'Press Repair on the connection: it sets the secret anew.',
	},
};
