import { expect, test } from 'vitest';
import type { CardView } from '../overlay/card.ts';
import { pressed } from './shortcuts.ts';

const card = (callId: string, recordUrl?: string): CardView => ({
	callId,
	state: 'ringing',
	direction: 'inbound',
	caller: {
		kind: 'lead',
		lead: { leadId: 'l', name: 'Mira', recordUrl },
		rule: 'exact',
		chosen: false,
	},
	providerLabel: 'Webex',
	test: false,
});
const stranger: CardView = { ...card('stranger'), caller: { kind: 'unknown' } };

async function after(name: string, shown: CardView[], past?: CardView): Promise<string[]> {
	const done: string[] = [];
	await pressed(name, {
		shown: () => shown,
		newest: async () => past,
		openRecord: async (url) => void done.push(`open ${url}`),
		dismiss: async (callId) => void done.push(`dismiss ${callId}`),
	});
	return done;
}

const [mira, tarek] = [card('a', 'https://crm.example/1'), card('b', 'https://crm.example/2')];

test('the key opens the lead of the newest card; without a card, of the newest call', async () => {
	expect(await after('open-lead', [mira, tarek], tarek)).toEqual(['open https://crm.example/1']);
	expect(await after('open-lead', [], tarek)).toEqual(['open https://crm.example/2']);
});

test('a newest caller without a record opens nothing, least of all another’s', async () => {
	expect(await after('open-lead', [stranger, mira], mira)).toEqual([]);
	expect(await after('open-lead', [card('c')], mira)).toEqual([]);
	expect(await after('open-lead', [])).toEqual([]);
});

test('the other key dismisses the newest card alone', async () => {
	expect(await after('dismiss-card', [stranger, mira])).toEqual(['dismiss stranger']);
	expect(await after('dismiss-card', [], mira)).toEqual([]);
});

test('a key that is not ours does nothing', async () => {
	expect(await after('_execute_action', [mira])).toEqual([]);
});
