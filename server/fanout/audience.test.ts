import { describe, expect, test } from 'vitest';
import type { Connection, Directory, User } from '../store/ports.ts';
import {
	audienceOf,
	audienceOfAll,
	mayRead,
	routingKey,
	SERVER_CONNECTION,
	toCaretakers,
} from './audience.ts';

const workspaceId = 'ws';
const user = (userId: string, role: User['role'] = 'member'): User => ({
	userId,
	workspaceId,
	name: userId,
	role,
	createdAt: 0,
});
const connection = (connectionId: string, more: Partial<Connection> = {}): Connection => ({
	connectionId,
	workspaceId,
	provider: 'generic',
	name: '',
	hookKey: connectionId,
	settings: {},
	createdAt: 0,
	...more,
});
const branch = (branchId: string, numbers: string[], userIds: string[]) => ({
	branchId,
	workspaceId,
	name: branchId,
	region: 'DE',
	timeZone: 'Europe/Berlin',
	numbers,
	userIds,
});

const directory: Directory = {
	workspace: { workspaceId, name: '', region: 'DE', createdAt: 0 },
	users: [user('admin', 'admin'), user('sue', 'supervisor'), user('anna'), user('ben'), user('carl')],
	connections: [
		connection('shared'),
		connection('of-anna', { ownerUserId: 'anna' }),
		connection('of-one-gone', { ownerUserId: 'gone' }),
		connection('of-munich', { branchId: 'munich' }),
	],
	branches: [branch('berlin', ['+4930'], ['anna', 'ben', 'sue']), branch('munich', ['+4989'], ['carl'])],
	agents: [
		{ connectionId: 'shared', agentKey: '207', userId: 'ben' },
		{ connectionId: 'of-anna', agentKey: '207', userId: 'carl' },
		{ connectionId: 'of-munich', agentKey: 'gone', userId: 'gone' },
	],
	devices: [],
};
const everyone = ['admin', 'anna', 'ben', 'carl', 'sue'];
const told = (routing: Parameters<typeof audienceOf>[0]) => [...audienceOf(routing, directory)].sort();

describe('who is told of a call', () => {
	test.each([
		[
			'the owner of a personal connection',
			{ connectionId: 'of-anna', localE164: '+4930', agentUserId: 'ben' },
			['anna'],
		],
		[
			'the person whom the server addresses',
			{ connectionId: 'shared', localE164: '+4930', agentUserId: 'ben' },
			['ben'],
		],
		[
			'the agent whom the provider names, once somebody said who it is',
			{ connectionId: 'shared', localE164: '+4930', agentKey: '207' },
			['ben'],
		],
		[
			'the branch, where nobody has said who the agent is',
			{ connectionId: 'shared', localE164: '+4930', agentKey: '208' },
			['anna', 'ben', 'sue'],
		],
		['not the agent of that name elsewhere', { connectionId: 'of-munich', agentKey: '207' }, ['carl']],
		['not an agent who has left', { connectionId: 'of-munich', agentKey: 'gone' }, ['carl']],
		['the owner before the agent', { connectionId: 'of-anna', agentKey: '207' }, ['anna']],
		[
			'the branch of the dialled number',
			{ connectionId: 'shared', localE164: '+4930' },
			['anna', 'ben', 'sue'],
		],
		[
			'the branch of the dialled number before that of the connection',
			{ connectionId: 'of-munich', localE164: '+4930' },
			['anna', 'ben', 'sue'],
		],
		['the branch of the connection', { connectionId: 'of-munich' }, ['carl']],
		[
			'an agent who has left, nobody: the branch is',
			{ connectionId: 'shared', localE164: '+4989', agentUserId: 'gone' },
			['carl'],
		],
		['all of the workspace where nothing else says', { connectionId: 'shared', localE164: '+111' }, everyone],
		['all of the workspace of what the server tells', { connectionId: SERVER_CONNECTION }, everyone],
		['nobody, where the owner has left', { connectionId: 'of-one-gone' }, []],
		['nobody, where the connection is not of this workspace', { connectionId: 'foreign' }, []],
	])('%s', (_, routing, users) => {
		expect(told(routing)).toEqual(users);
	});

	test('routings that differ by their agent alone lead to different people', () => {
		const routings = ['207', '208'].map((agentKey) => ({
			connectionId: 'shared',
			localE164: '+4989',
			agentKey,
		}));
		expect(new Set(routings.map(routingKey)).size).toBe(2);
		expect(
			new Set(
				[{}, { agentKey: 'x' }, { localE164: 'x' }, { agentUserId: 'x' }].map((one) =>
					routingKey({ connectionId: 'shared', ...one }),
				),
			).size,
		).toBe(4);
	});

	test('whoever was told of a part of a call is told of all of it', () => {
		const parts = [
			{ connectionId: 'shared', localE164: '+4930' },
			{ connectionId: 'shared', localE164: '+4930', agentUserId: 'carl' },
		];
		expect([...audienceOfAll(parts, directory)].sort()).toEqual(['anna', 'ben', 'carl', 'sue']);
	});
});

describe('who may look a call up', () => {
	const readers = (audience: string[]) =>
		directory.users.filter((one) => mayRead(one, new Set(audience), directory)).map((one) => one.userId);

	test('admins all, supervisors what reaches their branch, members what they were told of', () => {
		expect(readers(['anna'])).toEqual(['admin', 'sue', 'anna']);
		expect(readers(['carl'])).toEqual(['admin', 'carl']);
		expect(readers([])).toEqual(['admin']);
	});
});

test.each([
	['shared', ['admin']],
	['of-anna', ['admin', 'anna']],
	['of-one-gone', ['admin']],
	['of-nobody', ['admin']],
])('how %s is concerns its owner and the admins', (connectionId, people) => {
	expect(told({ connectionId: toCaretakers(connectionId) })).toEqual(people);
});
