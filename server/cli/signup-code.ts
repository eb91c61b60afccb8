import type { Command } from 'commander';
import { z } from 'zod';
import { addSignupCode, MOST_DAYS, MOST_USES, stateOf } from '../accounts/signup-codes.ts';
import { toInstant } from '../clock.ts';
import { failed, onInstallation, type Result } from './command.ts';
import type { Installation } from './installation.ts';

const Uses = z.coerce.number().int().min(1).max(MOST_USES);
const Days = z.coerce.number().int().min(1).max(MOST_DAYS);

export function signupCodeCommands(program: Command): void {
	const codes = program.command('signup-code').description('codes that a company’s browsers sign up with');
	onInstallation(
		codes
			.command('add')
			.description('a code for many people; each becomes a member')
			.requiredOption('--uses <n>', `how many people it lets in, 1 to ${MOST_USES}`)
			.option('--days <n>', `how long, 1 to ${MOST_DAYS}`, '30'),
		add,
	);
	onInstallation(codes.command('list').description('the codes, and how many people came by each'), list);
	onInstallation(
		codes.command('revoke').argument('<id>').description('lets nobody else in; who came by it stays'),
		revoke,
	);
}

async function add(installation: Installation, options: { uses: string; days: string }): Promise<Result> {
	const [uses, days] = [Uses.safeParse(options.uses), Days.safeParse(options.days)];
	if (!uses.success) return failed(`--uses is a whole number, 1 to ${MOST_USES}.`);
	if (!days.success) return failed(`--days is a whole number, 1 to ${MOST_DAYS}.`);
	const { workspaceId } = installation.workspace;
	const made = await addSignupCode({ workspaceId, uses: uses.data, days: days.data }, installation);
	const { codeId, code, expiresAt } = made;
	return {
		kind: 'done',
		json: { codeId, code, uses: uses.data, expiresAt: toInstant(expiresAt) },
		lines: [
			`${codeId} lets ${uses.data} people in until ${toInstant(expiresAt)}.`,
			`Code, shown once: ${code}`,
			'Put it into your company policy as signUpCode, with the server’s address as serverUrl.',
		],
	};
}

async function list({ store, workspace, clock }: Installation): Promise<Result> {
	const codes = await store.records.signupCodes(workspace.workspaceId);
	const views = codes.map((code) => ({
		codeId: code.codeId,
		state: stateOf(code, clock.now()),
		uses: code.uses,
		used: code.used,
		expiresAt: toInstant(code.expiresAt),
	}));
	const lines = views.map(
		({ codeId, state, uses, used, expiresAt }) =>
			`${codeId}  ${state}  ${used} of ${uses}  until ${expiresAt}`,
	);
	return {
		kind: 'done',
		json: { signupCodes: views },
		lines: lines.length > 0 ? lines : ['There are none.'],
	};
}

async function revoke({ store, workspace, clock }: Installation, _: object, codeId = ''): Promise<Result> {
	const revoked = await store.records.revokeSignupCode(workspace.workspaceId, codeId, clock.now());
	if (!revoked) return failed(`There is no sign-up code ${codeId}, or it was revoked before.`);
	return { kind: 'done', json: { revoked: true }, lines: ['It lets nobody else in. Who came by it stays.'] };
}
