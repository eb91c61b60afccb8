import path from 'node:path';
import { root } from './command.ts';
import { scaffold, tellScaffolded } from './scaffold.ts';

const name = process.argv[2] ?? '';
tellScaffolded(
	scaffold('provider', name, path.join(root, 'server', 'providers', name)),
	'npm run new:provider NAME',
	`Its tests fail until the parts are filled and each failure says what to do:\n  npx vitest run server/providers/${name}`,
);
