import { describe, expect, test } from 'vitest';
import type { CardView } from '../overlay/card.ts';
import type { OwnSettings } from '../settings.ts';
import { callOfNotification, notifier, obedient } from './notifier.ts';

const ring: CardView = {
	callId: 'webex-1',
	state: 'ringing',
	direction: 'inbound',
	caller: {
		kind: 'lead',
		lead: { leadId: 'l', name: 'Mira', company: 'Nordlicht' },
		rule: 'exact',
		chosen: false,
	},
	number: { formatted: '+49 30 1', copy: '+49301' },
	providerLabel: 'Webex',
	test: false,
};

function rig(when: OwnSettings['notifications'] = 'unseen') {
	const log: string[] = [];
	const port = {
		notify: async (id: string, title: string, message: string) =>
			void log.push(`${id} ${title} | ${message}`),
		clear: async (id: string) => void log.push(`clear ${id}`),
		badge: async (text: string) => void log.push(`badge ${text}`),
	};
	const notify = notifier(
		obedient(port, () => when),
		{
			incoming: (who) => `Incoming ${who}`,
			missed: (who) => `Missed ${who}`,
			unknown: () => '?',
			anonymous: () => 'withheld',
		},
		() => when,
	);
	return { notify, log, said: () => log.filter((line) => !line.startsWith('badge')) };
}

describe('notifications', () => {
	test('a ring that no tab in front shows is told once, however often it is updated', async () => {
		const { notify, said, log } = rig();
		await notify.update([ring], false);
		await notify.update([{ ...ring, queue: 'Desk' }], false);
		expect(said()).toEqual(['call:webex-1 Incoming Nordlicht | Mira · +49 30 1']);
		expect(log).toContain('badge 1');
	});

	test('nothing is told while a tab in front shows it', async () => {
		const { notify, log } = rig();
		await notify.update([ring], true);
		expect(log).toEqual(['badge ']);
	});

	test('answered or dismissed, it is taken back; missed, it stays and says so', async () => {
		const { notify, said } = rig();
		await notify.update([ring], false);
		await notify.update([{ ...ring, state: 'answered' }], false);
		await notify.update([ring], false);
		await notify.update([], false);
		await notify.update([ring], false);
		await notify.update([{ ...ring, state: 'missed' }], false);
		await notify.update([], false);
		expect(said().filter((line) => line.startsWith('clear'))).toHaveLength(2);
		expect(said().at(-1)).toBe('call:webex-1 Missed Nordlicht | Mira · +49 30 1');
	});

	test('a system without notifications does not stop the call', async () => {
		const fail = async () => {
			throw new Error('blocked');
		};
		const words = { incoming: String, missed: String, unknown: String, anonymous: String };
		const notify = notifier({ notify: fail, clear: fail, badge: fail }, words, () => 'unseen');
		await expect(notify.update([ring], false)).resolves.toBeUndefined();
	});

	test('always: told although a tab in front shows it', async () => {
		const { notify, said } = rig('always');
		await notify.update([ring], true);
		expect(said()).toEqual(['call:webex-1 Incoming Nordlicht | Mira · +49 30 1']);
	});

	test('never: not told, and the button still counts', async () => {
		const { notify, said, log } = rig('never');
		await notify.update([ring], false);
		expect(said()).toEqual([]);
		expect(log).toEqual(['badge 1']);
	});

	test('a click leads back to its call; others’ notifications are not ours', () => {
		expect(callOfNotification('call:webex-1')).toBe('webex-1');
		expect(callOfNotification('x')).toBeUndefined();
	});
});
