import { Command } from 'commander';
import { apiKeyCommands } from './api-key.ts';
import { appCommands } from './app.ts';
import { branchCommands } from './branch.ts';
import { connectionCommands } from './connection.ts';
import { deliveryCommands } from './deliveries.ts';
import { doctorCommand } from './doctor.ts';
import { keyCommands } from './keys.ts';
import { peopleCommands } from './people.ts';
import { serve } from './serve.ts';
import { signupCodeCommands } from './signup-code.ts';
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

doctorCommand(program, fetch);
appCommands(program);
connectionCommands(program);
peopleCommands(program);
signupCodeCommands(program);
branchCommands(program);
deliveryCommands(program);
webhookCommands(program);
keyCommands(program);
apiKeyCommands(program);
simulateCommand(program, fetch);

await program.parseAsync();
