import path from 'node:path';
import { root } from './command.ts';
import { scaffold, tellScaffolded } from './scaffold.ts';

const name = process.argv[2] ?? '';
tellScaffolded(
	scaffold('crm', name, path.join(root, 'lib', 'crms')),
	'npm run new:crm NAME',
	`Its tests fail until the addresses are filled and each failure says what to do:\n  npx vitest run lib/crms/${name}`,
);
