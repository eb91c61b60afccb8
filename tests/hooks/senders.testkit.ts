import { generateKeyPairSync } from 'node:crypto';
import { addConnection, hookUrl } from '../../server/accounts/connections.ts';
import type { TestApp } from '../../server/http/app.testkit.ts';
import type { Provider, SimulatedRequest } from '../../server/providers/provider.ts';
import type { Connection } from '../../server/store/ports.ts';

/** A connection with what its vendor would sign with. */
export interface Sender {
	name: string;
	provider: Provider;
	connection: Connection;
	secrets: Record<string, string>;
	settings: Record<string, string>;
}

/** Settings without which a connection of this provider cannot be made. */
const neededSettings: Record<string, Record<string, string>> = {
	gmail: { mailbox: 'recruiter@example.com', pushServiceAccount: 'push@example.iam.gserviceaccount.com' },
};

/** Secrets of a form that the provider takes: keys of its own kind where it signs with keys. */
function secretsFor(provider: Provider, label: string): Record<string, string> {
	const isKey = provider.secrets.some((field) => field.name === 'testKey');
	if (!isKey) return { [provider.secrets[0]?.name ?? 'secret']: `secret-of-${label}-${provider.id}` };
	const { privateKey } = generateKeyPairSync('rsa', {
		modulusLength: 2048,
		publicKeyEncoding: { type: 'spki', format: 'pem' },
		privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
	});
	return { testKey: privateKey };
}

export async function connect(
	t: TestApp,
	provider: Provider,
	label: string,
	workspaceId = t.workspace.workspaceId,
): Promise<Sender> {
	const secrets = secretsFor(provider, label);
	const settings = neededSettings[provider.id] ?? {};
	const added = await addConnection(
		{ workspaceId, provider, name: label, secrets, settings },
		{ ...t.context, changed: t.context.directories.changed },
	);
	if (added.kind !== 'added') throw new Error(`${provider.id}: ${added.kind}`);
	return { name: `${label}/${provider.id}`, provider, connection: added.connection, secrets, settings };
}

export const addressOf = (t: TestApp, { connection }: Sender) => hookUrl(t.origin, connection);

let runs = 0;

/** The first request of the provider's first scenario, signed for `url` with what `signer` has. */
export function requestOf(
	t: TestApp,
	provider: Provider,
	signer: Pick<Sender, 'secrets' | 'settings'>,
	url: string,
): SimulatedRequest {
	runs += 1;
	const [play] = Object.values(provider.scenarios);
	// A signer of another provider has its secret under another name.
	const [anySecret = ''] = Object.values(signer.secrets);
	// A key in lines cannot stand in a header.
	const oneLine = anySecret.replace(/[^\w-]/g, '').slice(0, 200);
	const secrets = Object.fromEntries(provider.secrets.map(({ name }) => [name, oneLine]));
	const [first] =
		play?.({
			runId: `run${runs}`,
			startAt: t.context.clock.now(),
			from: '+493023125101',
			to: '+493023125000',
			secrets: { ...secrets, ...signer.secrets },
			settings: { ...neededSettings[provider.id], ...signer.settings },
			hookUrl: url,
		}) ?? [];
	if (!first) throw new Error(`${provider.id} plays nothing`);
	return first;
}

export async function post(
	url: string,
	{ headers, body }: Pick<SimulatedRequest, 'headers' | 'body'>,
): Promise<number> {
	const answer = await fetch(url, { method: 'POST', headers, body: new Uint8Array(body) });
	await answer.arrayBuffer();
	return answer.status;
}
