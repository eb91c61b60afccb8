import type { Command } from 'commander';
import { E164, Region } from '../../lib/contract/primitives.ts';
import { type Assigned, addBranch, assignConnection, joinBranch, ownNumber } from '../branches/branches.ts';
import { TimeZone } from '../branches/time-zone.ts';
import { unownedNumbers } from '../branches/unowned.ts';
import type { Directory } from '../store/ports.ts';
import { failed, onInstallation, type Result } from './command.ts';
import type { Installation } from './installation.ts';

interface AssignOptions {
	user?: string;
	branch?: string;
	workspace?: boolean;
}

export function branchCommands(program: Command): void {
	const branch = program.command('branch').description('branches, their numbers and their people');
	onInstallation(
		branch
			.command('add')
			.argument('<name>')
			.description('add a branch')
			.option('--region <region>', 'reads its national numbers; without it, the workspace’s')
			.option('--time-zone <zone>', 'IANA name', 'Europe/Berlin'),
		add,
	);
	onInstallation(
		branch
			.command('number')
			.argument('<branch>')
			.argument('<number>')
			.description('the branch owns this number, and its past calls'),
		number,
	);
	onInstallation(
		branch
			.command('member')
			.argument('<branch>')
			.description('add a person to a branch')
			.requiredOption('--user <id>'),
		member,
	);
	onInstallation(branch.command('list').description('branches, and numbers that none of them owns'), list);
	onInstallation(
		branch
			.command('assign')
			.argument('<connection>')
			.description('give a connection to a person, a branch or the workspace, its past calls too')
			.option('--user <id>')
			.option('--branch <id>')
			.option('--workspace', 'to all'),
		assign,
	);
}

const depsOf = ({ store, ids }: Installation) => ({ store, ids, changed: () => {} });

async function directoryOf({ store, workspace }: Installation): Promise<Directory> {
	const directory = await store.records.directory(workspace.workspaceId);
	if (!directory) throw new Error('The workspace that was just opened is gone');
	return directory;
}

async function add(
	installation: Installation,
	options: { region?: string; timeZone: string },
	name = '',
): Promise<Result> {
	const { workspaceId, region: usual } = installation.workspace;
	const region = Region.safeParse(options.region ?? usual);
	if (!region.success) return failed('--region is two capital letters like DE.');
	const zone = TimeZone.safeParse(options.timeZone);
	if (!zone.success) return failed('--time-zone is an IANA name like Europe/Berlin.');
	const wanted = { workspaceId, name, region: region.data, timeZone: zone.data };
	const { branchId } = await addBranch(wanted, depsOf(installation));
	return { kind: 'done', json: { branchId }, lines: [`${name} is ${branchId}.`] };
}

async function number(installation: Installation, _: object, branchId = '', e164 = ''): Promise<Result> {
	if (!E164.safeParse(e164).success) return failed('A number is written like +493023125000.');
	const directory = await directoryOf(installation);
	const assigned = await ownNumber(directory, branchId, e164, depsOf(installation));
	return said(assigned, { branchId, e164 }, `${e164} is the number of ${branchId}.`);
}

async function member(installation: Installation, options: { user: string }, branchId = ''): Promise<Result> {
	const directory = await directoryOf(installation);
	const assigned = await joinBranch(directory, branchId, options.user, depsOf(installation));
	return said(assigned, { branchId, userId: options.user }, `${options.user} is of ${branchId}.`);
}

async function assign(
	installation: Installation,
	options: AssignOptions,
	connectionId = '',
): Promise<Result> {
	const { user, branch, workspace } = options;
	if (!workspace && !user && !branch) return failed('Say to whom: --user, --branch or --workspace.');
	const to = { ownerUserId: user ?? null, branchId: branch ?? null };
	const directory = await directoryOf(installation);
	const assigned = await assignConnection(directory, connectionId, to, depsOf(installation));
	return said(assigned, { connectionId, ...to }, `${connectionId} is assigned.`);
}

function said(assigned: Assigned, json: object, line: string): Result {
	switch (assigned.kind) {
		case 'assigned':
			return { kind: 'done', json, lines: [line] };
		case 'unknown-branch':
			return failed('There is no such branch. There are: ringside branch list');
		case 'unknown-user':
			return failed('There is no such user.');
		case 'unknown-connection':
			return failed('There is no such connection. There are: ringside connection list');
	}
}

async function list(installation: Installation): Promise<Result> {
	const directory = await directoryOf(installation);
	const unowned = await unownedNumbers(installation.store, directory);
	const branches = directory.branches.map(
		({ branchId, name, region, timeZone, numbers, userIds }) =>
			`${branchId}  ${name}  ${region}  ${timeZone}  ${numbers.join(' ') || 'no numbers'}  ${userIds.length} people`,
	);
	const hints = unowned.map(
		({ e164, callCount, lastCalledAt }) =>
			`${e164} is of no branch, so its calls go to all: ${callCount} lately, last ${lastCalledAt}. ringside branch number BRANCH ${e164}`,
	);
	return {
		kind: 'done',
		json: { branches: directory.branches, unownedNumbers: unowned },
		lines: [...branches, ...hints],
	};
}
