import 'fake-indexeddb/auto';
import { afterEach, describe, expect, test } from 'vitest';
import type { CommandBody, Lead, Snapshot } from '../contract/index.ts';
import { openDatabase, readState } from '../database.ts';
import type { CardView } from '../overlay/card.ts';
import type { ServerApi } from '../server-api/server-api.ts';
import { adopt } from '../session/session.ts';
import type { Listener, Opening, Transport } from '../stream/transport.ts';
import { type Engine, type EngineParts, startEngine } from './engine.ts';
import { engineHost } from './host.ts';
import { callFrame, countingRandom, instant, lead, START, settle, world } from './world.testkit.ts';

const me = {
	workspaceId: 'ws_1',
	workspaceName: 'W',
	userId: 'usr_1',
	userName: 'Jo',
	role: 'member' as const,
	deviceId: 'dev_1',
	region: 'DE',
};
const session = { serverUrl: 'https://server.example', token: 't'.repeat(32), me };
let count = 0;
const running: Engine[] = [];
afterEach(async () => {
	for (const engine of running.splice(0)) await engine.stop();
});

async function rig(leads: Lead[] = [lead()], snapshot: Snapshot = { cursor: 'c0', calls: [] }) {
	const time = world();
	const db = await openDatabase(`engine-${++count}`);
	await adopt(db, session);
	const tab: { cards: CardView[]; shows: number } = { cards: [], shows: 0 };
	const commands: { name: string; body: unknown }[] = [];
	const opened: { opening: Opening; listener: Listener }[] = [];
	const server = { up: true };
	const transport: Transport = (opening, listener) => {
		opened.push({ opening, listener });
		return () => {};
	};
	const answer = async <T>(value: T) =>
		server.up ? ({ kind: 'ok', value } as const) : ({ kind: 'unreachable', detail: 'down' } as const);
	const api: ServerApi = {
		pair: () => answer({ token: 'n'.repeat(32), me: { ...me, workspaceId: 'ws_2' } }),
		signOut: (as, deviceId) => {
			commands.push({ name: 'signOut', body: { token: as.token, deviceId } });
			return answer({});
		},
		me: async () => ({ kind: 'unreachable', detail: '' }),
		snapshot: () => answer(snapshot),
		leads: (_, after) =>
			answer({ leads: after ? [] : leads, removed: [], next: 'l1', done: true, total: leads.length }),
		command: (_, name, body) => {
			if (server.up) commands.push({ name, body });
			return answer({ id: 'x' });
		},
	};
	const parts: EngineParts = {
		...time,
		db,
		api,
		transports: { websocket: transport, sse: transport },
		tabs: {
			front: async () => [1],
			all: async () => [1],
			async show(_, cards) {
				tab.cards = cards;
				tab.shows++;
				return true;
			},
			inject: async () => true,
		},
		notify: { notify: async () => {}, clear: async () => {}, badge: async () => {} },
		words: { incoming: String, missed: String, unknown: String, anonymous: String },
		troubleWords: { title: String, detail: String },
		settings: () => ({ notifications: 'unseen', language: 'browser' }),
		onConnection: () => {},
		onCall: () => {},
		placeName: () => undefined,
		random: countingRandom(),
		onStatus: () => {},
	};
	const start = async () => {
		const engine = await startEngine(parts);
		running.push(engine);
		await settle();
		return engine;
	};
	const say = (frame: object) => opened.at(-1)?.listener.frame(JSON.stringify(frame));
	return { ...time, db, tab, commands, opened, server, parts, start, say };
}

describe('from the stream to the tab', () => {
	test('a ring names its lead, and the match is reported once', async () => {
		const { start, say, tab, commands, opened } = await rig();
		await start();
		expect(opened[0]?.opening).toMatchObject({ after: 'c0', token: session.token });
		say({ kind: 'ready', cursor: 'c0' });
		say(callFrame('c1'));
		say(callFrame('c2', { queue: 'Desk' }));
		await settle();
		expect(tab.cards[0]).toMatchObject({
			state: 'ringing',
			caller: { kind: 'lead', lead: { name: 'Mira Lindqvist' } },
		});
		expect(commands.filter(({ name }) => name === 'reportMatch')).toHaveLength(1);
	});

	test('a ring that arrives twice is shown once and sent to the tab once', async () => {
		const { start, say, tab } = await rig();
		await start();
		say({ kind: 'ready', cursor: 'c0' });
		say(callFrame('c1'));
		await settle();
		const { shows } = tab;
		say(callFrame('c1'));
		say(callFrame('c2'));
		await settle();
		expect(tab.cards).toHaveLength(1);
		expect(tab.shows).toBe(shows);
	});

	test('a worker killed during a ring shows the same card again and misses nothing', async () => {
		const { start, say, tab, opened, commands } = await rig();
		const first = await start();
		say({ kind: 'ready', cursor: 'c0' });
		say(callFrame('c1'));
		await settle();
		await first.history.persisted();
		tab.cards = [];
		await start();
		expect(tab.cards[0]).toMatchObject({ callId: 'webex-1', state: 'ringing' });
		expect(commands).toHaveLength(1);
		expect(opened.at(-1)?.opening.after).toBe('c1');
		say({ kind: 'ready', cursor: 'c2' });
		say(callFrame('c2', { state: 'answered' }));
		await settle();
		expect(tab.cards).toHaveLength(1);
		expect(tab.cards[0]).toMatchObject({ state: 'answered' });
	});

	test('dismissed stays dismissed, for a restarted worker too', async () => {
		const { start, say, tab } = await rig();
		const first = await start();
		say({ kind: 'ready', cursor: 'c0' });
		say(callFrame('c1'));
		await settle();
		first.actions.dismiss('webex-1');
		await first.presenter.refresh();
		expect(tab.cards).toEqual([]);
		await first.history.persisted();
		await start();
		expect(tab.cards).toEqual([]);
	});

	test('a choice between two leads is kept for the call and for the next one of the number', async () => {
		const { start, say, tab, commands } = await rig([lead(), lead({ leadId: 'lead_2', name: 'Noor' })]);
		const engine = await start();
		say({ kind: 'ready', cursor: 'c0' });
		say(callFrame('c1'));
		await settle();
		engine.actions.choose('webex-1', 'lead_2');
		engine.actions.choose('webex-1', 'lead_of_nobody');
		say(callFrame('c2', { callId: 'webex-2' }));
		await settle();
		for (const card of tab.cards)
			expect(card.caller).toMatchObject({ kind: 'lead', chosen: true, lead: { name: 'Noor' } });
		const chosen = commands
			.map(({ body }) => body as CommandBody<'reportMatch'>)
			.filter((body) => body.chosen);
		expect(chosen).toEqual([
			{ callId: 'webex-1', chosen: true, matches: [{ leadId: 'lead_2', rule: 'exact', field: 'mobile' }] },
		]);
		engine.actions.undoChoice('webex-2');
		say(callFrame('c3', { callId: 'webex-3' }));
		await settle();
		expect(tab.cards.find(({ callId }) => callId === 'webex-3')?.caller.kind).toBe('choose');
	});

	test('a note typed while the server is away is sent when it is back', async () => {
		const { start, say, commands, server, pass } = await rig();
		const engine = await start();
		say({ kind: 'ready', cursor: 'c0' });
		say(callFrame('c1'));
		await settle();
		server.up = false;
		await engine.actions.saveNote('webex-1', 'call back on Friday');
		await settle();
		server.up = true;
		pass(2_000);
		await settle();
		expect(commands.find(({ name }) => name === 'saveNote')?.body).toMatchObject({
			text: 'call back on Friday',
		});
	});

	test('leads that come during a ring reach its card', async () => {
		const leads: Lead[] = [];
		const { start, say, tab, parts } = await rig(leads);
		await start();
		say({ kind: 'ready', cursor: 'c0' });
		say(callFrame('c1'));
		await settle();
		expect(tab.cards[0]?.caller.kind).toBe('unknown');
		const page = { leads: [lead()], removed: [], next: 'l2', done: true, total: 1 };
		parts.api.leads = async () => ({ kind: 'ok', value: page });
		say({ cursor: 'c2', event: { ...callFrame('c2').event, type: 'ringside.lead.changed', data: lead() } });
		await settle();
		expect(tab.cards[0]?.caller).toMatchObject({ kind: 'lead', lead: { name: 'Mira Lindqvist' } });
	});

	test('after a reset the snapshot is what counts', async () => {
		const ended = callFrame('x', { state: 'ended', endReason: 'missed' }, START + 1_000).event;
		const view = { time: ended.time, data: ended.data as Snapshot['calls'][0]['views'][0]['data'] };
		const snapshot = { cursor: 'c9', calls: [{ callId: 'webex-1', views: [view] }] };
		const { start, say, tab, opened, pass, db } = await rig([lead()], snapshot);
		await start();
		say({ kind: 'ready', cursor: 'c9' });
		say(callFrame('c10', { callId: 'webex-7' }));
		await settle();
		say({ kind: 'reset', reason: 'epoch' });
		await settle();
		pass(1_000);
		await settle();
		expect(opened.at(-1)?.opening.after).toBe('c9');
		expect(await db.count('calls')).toBe(1);
		expect(tab.cards.map(({ callId }) => callId)).not.toContain('webex-7');
	});
});

describe('pairing', () => {
	test('a new workspace finds nothing of the old one, on disk or on a page', async () => {
		const { db, parts, tab, say, server, commands } = await rig();
		const host = engineHost(Promise.resolve(parts));
		running.push(await host.engine());
		await settle();
		say({ kind: 'ready', cursor: 'c0' });
		say(callFrame('c1'));
		await settle();
		server.up = false;
		expect((await host.pair({ link: 'https://other.example/join#ABCDEFGHIJ', deviceName: 'x' })).kind).toBe(
			'unreachable',
		);
		expect(tab.cards).toHaveLength(1);
		server.up = true;
		expect(await host.pair({ link: 'https://other.example/join#ABCDEFGHIJ', deviceName: 'x' })).toEqual({
			kind: 'paired',
		});
		running.push(await host.engine());
		expect(tab.cards).toEqual([]);
		expect(await db.count('calls')).toBe(0);
		expect((await readState(db, 'session'))?.me.workspaceId).toBe('ws_2');
		await host.unpair();
		expect((await host.engine()).session).toBeUndefined();
		expect(await readState(db, 'session')).toBeUndefined();
		// Each session that ended here is ended at its server too.
		expect(commands.filter(({ name }) => name === 'signOut').map(({ body }) => body)).toEqual([
			{ token: session.token, deviceId: me.deviceId },
			{ token: 'n'.repeat(32), deviceId: me.deviceId },
		]);
	});
});

test('times on cards are by this machine’s clock, however wrong it is', async () => {
	const { start, say, tab, jump } = await rig();
	await start();
	say({ kind: 'ready', cursor: 'c0' });
	jump(3_600_000);
	say(callFrame('c1', { startedAt: instant(START) }));
	await settle();
	expect(tab.cards[0]).toMatchObject({ state: 'ringing', startedAt: START + 3_600_000 });
});
