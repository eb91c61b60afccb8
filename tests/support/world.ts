import { leadsCsv, numbers } from '../../demo/sample-crm/people.ts';
import { type SampleCrm, startSampleCrm } from '../../demo/sample-crm/server.ts';
import { type AddedConnection, addConnection, addDevice, addUser } from './cli.ts';
import { importLeads } from './leads.ts';
import { type RunningServer, startServer, temporaryFolder } from './server.ts';
import { type WebexCall, webexCall } from './webex.ts';

/** A running installation: server, sample CRM with imported leads, a Webex connection, an admin. */
export interface World {
	server: RunningServer;
	crm: SampleCrm;
	connection: AddedConnection;
	/** A device of the admin for what tests ask the API directly. */
	token: string;
	/** The link that pairs the admin's browser. */
	pairingLink: string;
	/** A Webex call to this installation's hook. */
	call(options?: { from?: string; name?: string; scenario?: string }): WebexCall;
	/** A single-use link that pairs one more browser of a new user. */
	invite(name: string, role: string): Promise<string>;
	/** Starts the server again on the same folder and port. */
	restart(): Promise<void>;
	close(): Promise<void>;
}

/** Of the Webex connection; a world lives for one run on this machine only. */
export const worldSecret = 'a-secret-only-this-test-run-knows';

/** Sets everything up through the product's own command line and routes. `env`: further settings of the server. */
export async function startWorld(env: Record<string, string> = {}): Promise<World> {
	const folder = temporaryFolder('world');
	const crm = await startSampleCrm();
	let server = await startServer({ dataFolder: folder.path, env });
	const installation = { dataFolder: folder.path, port: server.port };
	const pairingLink = server.adminLink;
	if (!pairingLink) throw new Error(`The first start printed no admin link:\n${server.output()}`);
	const [connection, admin] = await Promise.all([
		addConnection(installation, 'webex', worldSecret, '--name', 'Front desk'),
		addUser(installation, 'Test admin', 'admin'),
	]);
	const { token } = await addDevice(installation, admin.userId);
	await importLeads(server.origin, token, leadsCsv(crm.origin));
	return {
		get server() {
			return server;
		},
		crm,
		connection,
		token,
		pairingLink,
		call: (options = {}) =>
			webexCall({ to: numbers.ownLine, ...options, hookUrl: connection.hookUrl, secret: worldSecret }),
		invite: async (name, role) => (await addUser(installation, name, role)).inviteUrl,
		restart: async () => {
			server = await startServer({ ...installation, env });
		},
		close: async () => {
			await Promise.all([server.stop(), crm.close()]);
			folder.remove();
		},
	};
}
