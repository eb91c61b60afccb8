import { expect, test } from 'vitest';
import type { ConnectionStatus } from '../contract/connection.ts';
import { isTroubleNotification, type Troubles, troubleKeeper } from './trouble.ts';

const broken: ConnectionStatus = {
	connectionId: 'con_1',
	provider: 'webex',
	state: 'attention',
	at: '2026-03-10T09:00:00.000Z',
};
const well: ConnectionStatus = { ...broken, state: 'ok' };

async function rig(saved: Troubles = {}) {
	const log: string[] = [];
	const port = {
		notify: async (id: string, title: string, message: string) =>
			void log.push(`${id} ${title} | ${message}`),
		clear: async (id: string) => void log.push(`clear ${id}`),
		badge: async (text: string) => void log.push(`badge ${text}`),
	};
	const words = { title: (provider = 'server') => `${provider} needs attention`, detail: () => 'see' };
	let kept = saved;
	const memory = {
		read: async () => kept,
		async write(troubles: Troubles) {
			kept = troubles;
		},
	};
	const keeper = await troubleKeeper(port, words, memory);
	return { keeper, log, kept: () => kept };
}

test('a connection that breaks is told once, with a mark on the button', async () => {
	const { keeper, log, kept } = await rig();
	await keeper.heard(broken);
	await keeper.heard(broken);
	expect(log).toEqual(['badge ', 'trouble:con_1 webex needs attention | see', 'badge !']);
	expect(kept()).toEqual({ con_1: 'attention' });
	expect(isTroubleNotification('trouble:con_1')).toBe(true);
	expect(isTroubleNotification('call:con_1')).toBe(false);
});

test('it is taken back when all is well again', async () => {
	const { keeper, log, kept } = await rig({ con_1: 'attention' });
	await keeper.heard(well);
	expect(log).toEqual(['badge !', 'clear trouble:con_1', 'badge ']);
	expect(kept()).toEqual({});
});

test('a worker that wakes up still knows, and does not tell it anew', async () => {
	const { keeper, log } = await rig({ con_1: 'attention' });
	await keeper.heard(broken);
	expect(log).toEqual(['badge !']);
});

test('calls have the badge first, the mark comes back after them', async () => {
	const { keeper, log } = await rig({ con_1: 'attention' });
	await keeper.port.badge('2');
	await keeper.port.badge('');
	expect(log).toEqual(['badge !', 'badge 2', 'badge !']);
});

test('what gets worse is told once more, what gets a little better is not', async () => {
	const { keeper, log } = await rig({ con_1: 'attention' });
	const text = { en: 'off', de: 'aus', es: 'no' };
	const worse: ConnectionStatus = { ...broken, problem: { severity: 'broken', check: 'token', found: text } };
	await keeper.heard(worse);
	await keeper.heard(broken);
	expect(log).toEqual(['badge !', 'trouble:con_1 webex needs attention | see', 'badge !']);
});

test('the server itself may need somebody, too', async () => {
	const { keeper, log, kept } = await rig();
	await keeper.heard({ state: 'attention' });
	expect(log[1]).toBe('trouble:server server needs attention | see');
	expect(kept()).toEqual({ server: 'attention' });
});
