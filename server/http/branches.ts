import { z } from 'zod';
import { E164, Id, Region, ShortText } from '../../lib/contract/primitives.ts';
import { BranchList, BranchView } from '../../lib/contract/team.ts';
import {
	type Assigned,
	addBranch,
	assignConnection,
	type BranchDeps,
	joinBranch,
	ownNumber,
	removeBranch,
	renameBranch,
} from '../branches/branches.ts';
import { TimeZone } from '../branches/time-zone.ts';
import { unownedNumbers } from '../branches/unowned.ts';
import type { Directory } from '../store/ports.ts';
import { answers, IdParams, principalOf, type Routes } from './context.ts';
import { sendProblem } from './problems.ts';

const NewBranch = z.object({ name: ShortText.trim().min(1), region: Region, timeZone: TimeZone });
const Done = z.object({ assigned: z.literal(true) });
const Assignment = z.object({ ownerUserId: Id.nullable().optional(), branchId: Id.nullable().optional() });

export const branchRoutes: Routes = (app, { store, ids, directories }) => {
	const config = { access: 'admin' } as const;
	const deps: BranchDeps = { store, ids, changed: directories.changed };

	app.get(
		'/v1/branches',
		{
			config,
			schema: { summary: 'Branches, and numbers that none of them owns', response: answers(BranchList) },
		},
		async (request, reply) => {
			const directory = await directories.fresh(principalOf(request).workspace.workspaceId);
			if (!directory) return sendProblem(reply, 'not-found');
			return { branches: directory.branches, unownedNumbers: await unownedNumbers(store, directory) };
		},
	);

	app.post(
		'/v1/branches',
		{ config, schema: { summary: 'Adds a branch', body: NewBranch, response: answers(BranchView) } },
		async (request) => {
			const { workspaceId } = principalOf(request).workspace;
			const branch = await addBranch({ workspaceId, ...request.body }, deps);
			return { ...branch, numbers: [], userIds: [] };
		},
	);

	app.patch(
		'/v1/branches/:id',
		{
			config,
			schema: {
				summary: 'Renames a branch',
				params: IdParams,
				body: NewBranch.pick({ name: true }),
				response: answers(z.object({ renamed: z.literal(true) })),
			},
		},
		async (request, reply) => {
			const directory = await directories.fresh(principalOf(request).workspace.workspaceId);
			const renamed =
				directory && (await renameBranch(directory, request.params.id, request.body.name, deps));
			return renamed ? { renamed: true as const } : sendProblem(reply, 'not-found');
		},
	);

	app.delete(
		'/v1/branches/:id',
		{
			config,
			schema: {
				summary: 'Removes a branch: its numbers are nobody’s, its people and connections of no branch',
				params: IdParams,
				response: answers(z.object({ removed: z.literal(true) })),
			},
		},
		async (request, reply) => {
			const directory = await directories.fresh(principalOf(request).workspace.workspaceId);
			const removed = directory && (await removeBranch(directory, request.params.id, deps));
			return removed ? { removed: true as const } : sendProblem(reply, 'not-found');
		},
	);

	/** A change of who owns what: answered 404 where one of them is not of this workspace. */
	function assignment<B extends z.ZodType>(
		url: string,
		summary: string,
		body: B,
		assign: (directory: Directory, id: string, wanted: z.infer<B>) => Promise<Assigned>,
	): void {
		app.post(
			url,
			{ config, schema: { summary, params: IdParams, body, response: answers(Done) } },
			async (request, reply) => {
				const directory = await directories.fresh(principalOf(request).workspace.workspaceId);
				if (!directory) return sendProblem(reply, 'not-found');
				const { id } = IdParams.parse(request.params);
				const assigned = await assign(directory, id, request.body as z.infer<B>);
				return assigned.kind === 'assigned' ? { assigned: true as const } : sendProblem(reply, 'not-found');
			},
		);
	}

	assignment(
		'/v1/branches/:id/numbers',
		'Gives a number to a branch, its past calls too',
		z.object({ e164: E164 }),
		(directory, id, { e164 }) => ownNumber(directory, id, e164, deps),
	);
	assignment(
		'/v1/branches/:id/members',
		'Adds a person to a branch',
		z.object({ userId: Id }),
		(directory, id, { userId }) => joinBranch(directory, id, userId, deps),
	);
	assignment(
		'/v1/connections/:id/assignment',
		'Gives a connection to a person or a branch (null: back), its past calls too',
		Assignment,
		(directory, id, to) => assignConnection(directory, id, to, deps),
	);
};
