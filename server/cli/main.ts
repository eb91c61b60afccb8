import { Command } from 'commander';
import { examine } from '../doctor/doctor.ts';
import { branchCommands } from './branch.ts';
import { onInstallation, type Result } from './command.ts';
import { connectionCommands } from './connection.ts';
import { deliveryCommands } from './deliveries.ts';
import { peopleCommands } from './people.ts';
import { serve } from './serve.ts';
import { simulateCommand } from './simulate.ts';
import { webhookCommands } from './webhook.ts';

const program = new Command('ringside')
	.description('Who is calling, in the CRM tab you are looking at.')
	.showHelpAfterError();

program
	.command('serve')
	.description('run the server')
	.action(async () => {
		process.exitCode = await serve(process.env);
	});

onInstallation(
	program.command('doctor').description('find what is wrong'),
	async (installation): Promise<Result> => {
		const { workspaceId } = installation.workspace;
		const checks = await examine({ ...installation, workspaceId, send: fetch });
		if (checks.some((check) => check.state === 'broken')) process.exitCode = 1;
		const marks = { ok: '✓', attention: '!', broken: '✗' };
		const lines = checks.map(
			({ name, state, found, mend }) => `${marks[state]} ${name}: ${found}${mend ? `\n    ${mend}` : ''}`,
		);
		return { kind: 'done', json: { checks }, lines };
	},
);
connectionCommands(program);
peopleCommands(program);
branchCommands(program);
deliveryCommands(program);
webhookCommands(program);
simulateCommand(program, fetch);

await program.parseAsync();
