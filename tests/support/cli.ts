import { z } from 'zod';
import { runCommand } from '../../scripts/command.ts';
import { serverEnvironment } from './server.ts';

interface Installation {
	dataFolder: string;
	port: number;
}

/** Runs `ringside … --json` on a data folder and gives what it printed. @throws Error with its output on failure */
export async function ringside(installation: Installation, ...args: string[]): Promise<unknown> {
	const { code, output, stdout } = await runCommand(
		process.execPath,
		['server/cli/main.ts', ...args, '--json'],
		{
			env: { ...serverEnvironment(installation.dataFolder, installation.port), LOG_LEVEL: 'error' },
		},
	);
	if (code !== 0) throw new Error(`ringside ${args[0]} ${args[1]} failed:\n${output}`);
	return JSON.parse(stdout);
}

const AddedConnection = z.object({ connectionId: z.string(), hookUrl: z.url() });
const AddedUser = z.object({ userId: z.string(), inviteUrl: z.url() });
const AddedDevice = z.object({ deviceId: z.string(), token: z.string() });

export type AddedConnection = z.infer<typeof AddedConnection>;

/** `connection add`, with a secret of our choice. */
export async function addConnection(
	installation: Installation,
	provider: string,
	secret: string,
	...more: string[]
): Promise<AddedConnection> {
	return AddedConnection.parse(
		await ringside(installation, 'connection', 'add', provider, '--secret', secret, ...more),
	);
}

/** `user add`: who it is and the link that pairs a browser. */
export async function addUser(installation: Installation, name: string, role: string) {
	return AddedUser.parse(await ringside(installation, 'user', 'add', name, '--role', role));
}

/** `device add`: a token for a client without a browser. */
export async function addDevice(installation: Installation, userId: string) {
	return AddedDevice.parse(await ringside(installation, 'device', 'add', '--user', userId));
}
