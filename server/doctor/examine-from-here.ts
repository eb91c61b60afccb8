import type { Installation } from '../cli/installation.ts';
import { createDirectories } from '../fanout/directories.ts';
import { systemResolve } from '../outgoing/dispatcher.ts';
import { createSettings } from '../settings/settings.ts';
import type { Connection, Directory } from '../store/ports.ts';
import type { CheckResult } from '../store/setup-port.ts';
import type { SignInOutcome, UpkeepFacts } from '../upkeep/connection-upkeep.ts';
import { createAddressWatch } from './address-watch.ts';
import { createExaminer } from './examine-connection.ts';
import { type Finding, readFinding } from './finding.ts';
import { installationChecks } from './installation-checks/index.ts';
import { lookAround } from './look-around.ts';

/** A check in English, for scripts and for the person at the server. */
export interface Told {
	name: string;
	/** Absent: of the installation. */
	connection?: { connectionId: string; provider: string; name: string };
	state: Finding['state'];
	found: string;
	mend?: string;
}

const ANSWER_MS = 3_000;
/** What the server found less than this ago is better than what can be seen without asking vendors. */
const FRESH_MS = 15 * 60 * 1_000;
/** What only the server itself knows. */
const ofServer = new Set(['clock', 'devices']);

/** Looks at everything that can be looked at beside the server, whether it runs or not. */
export async function examineFromHere(installation: Installation, send: typeof fetch): Promise<Told[]> {
	const { store, clock, config, workspace } = installation;
	const directory = await store.records.directory(workspace.workspaceId);
	if (!directory) return [];
	const all = await store.setup.checks(workspace.workspaceId);
	const known = all.filter(({ checkedAt }) => clock.now() - checkedAt < FRESH_MS);
	const publicUrl = () => config.publicUrl;
	const watchAddress = createAddressWatch({ ...installation, resolve: systemResolve, publicUrl });
	const folder = config.dataFolder;
	const facts = await lookAround(directory, { ...installation, folder, publicUrl, watchAddress }, true);
	const findings = installationChecks.flatMap((check) => check(facts)).map((one) => serverKnows(one, known));
	return [
		await serverTold(installation, send),
		...findings.map(toTold),
		...(await connectionsTold(directory, known, installation)),
	];
}

function serverKnows(finding: Finding, known: readonly CheckResult[]): Finding {
	if (!ofServer.has(finding.name)) return finding;
	const stored = known.find(({ name, connectionId }) => name === finding.name && connectionId === undefined);
	return stored ? readFinding(stored) : finding;
}

async function serverTold({ config }: Installation, send: typeof fetch): Promise<Told> {
	const name = 'server';
	const origin = `http://${config.host === '0.0.0.0' ? '127.0.0.1' : config.host}:${config.port}`;
	try {
		const answer = await send(`${origin}/healthz`, { signal: AbortSignal.timeout(ANSWER_MS) });
		if (answer.ok) return { name, state: 'ok', found: `It runs at ${origin}.` };
	} catch {
		// Told below.
	}
	return { name, state: 'attention', found: `Nothing answers at ${origin}.`, mend: 'Start it: npm start' };
}

async function connectionsTold(
	directory: Directory,
	known: readonly CheckResult[],
	installation: Installation,
): Promise<Told[]> {
	const connections = directory.connections.filter((one) => one.removedAt === undefined);
	if (connections.length === 0) {
		const mend = 'Connect a provider: ringside connection add PROVIDER';
		return [{ name: 'connections', state: 'attention', found: 'There are none.', mend }];
	}
	const directories = createDirectories(installation.store, installation.clock);
	const settings = createSettings(installation);
	const examine = createExaminer({ ...installation, directories, settings });
	const told: Told[] = [];
	for (const row of connections) {
		const { connectionId, provider, name } = row;
		const fresh = known.filter((one) => one.connectionId === connectionId);
		const facts = fresh.length === 0 ? await factsWithoutVendor(row, directory, installation) : undefined;
		const checks = facts ? await examine(facts) : fresh;
		const connection = { connectionId, provider, name };
		told.push(...checks.map((check) => ({ ...toTold(readFinding(check)), connection })));
	}
	directories.close();
	return told;
}

/** What upkeep would find of it, as far as the store knows. */
async function factsWithoutVendor(
	{ connectionId, workspaceId, provider, settings }: Connection,
	{ workspace: { region } }: Directory,
	{ store: { setup }, providers, clock }: Installation,
): Promise<UpkeepFacts | undefined> {
	const manifest = providers.find(provider);
	if (!manifest) return undefined;
	const tokens = await setup.tokens(workspaceId, connectionId);
	const signIn: SignInOutcome =
		tokens?.state === 'ok'
			? { kind: 'token' }
			: { kind: 'signed-out', reason: tokens?.reason ?? 'Nobody has signed in yet.' };
	return {
		found: { workspaceId, connection: { connectionId, secrets: {}, settings, region } },
		provider: manifest,
		...(manifest.signIn && { signIn }),
		subscriptions: await setup.subscriptions(workspaceId, connectionId),
		now: clock.now(),
	};
}

function toTold({ name, state, found, mend }: Finding): Told {
	return { name, state, found: found.en, ...(mend && { mend: mend.en }) };
}
