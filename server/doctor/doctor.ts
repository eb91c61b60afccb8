import { constants } from 'node:fs';
import { access, statfs } from 'node:fs/promises';
import { type Clock, toInstant } from '../clock.ts';
import { type Config, reachOf } from '../config.ts';
import type { Store } from '../store/ports.ts';

export interface Check {
	name: string;
	state: 'ok' | 'attention' | 'broken';
	/** What was found, in plain words. */
	found: string;
	/** What to do about it. */
	mend?: string;
}

export interface DoctorDeps {
	config: Config;
	store: Store;
	clock: Clock;
	keySource: 'environment' | 'file' | 'new-file';
	workspaceId: string;
	/** Asks the running server. */
	send: typeof fetch;
}

const LOW_BYTES = 500 * 1024 * 1024;
const BUILT = Date.UTC(2026, 0, 1);
const FUTURE_MS = 5 * 60 * 1_000;
const ANSWER_MS = 3_000;

/** Looks at everything that can be looked at from here. Never rejects for what it finds. */
export async function examine(deps: DoctorDeps): Promise<Check[]> {
	return [
		await storeCheck(deps),
		await diskCheck(deps.config.dataFolder),
		keyCheck(deps),
		await clockCheck(deps),
		addressCheck(deps.config.publicUrl),
		...(await serverChecks(deps)),
		...(await connectionChecks(deps)),
	];
}

async function storeCheck({ store, config }: DoctorDeps): Promise<Check> {
	const name = 'database';
	const health = await store.health();
	const writable = await access(config.databaseFile, constants.W_OK).then(
		() => true,
		() => false,
	);
	if (health.ok && writable) return { name, state: 'ok', found: 'opens, answers and can be written' };
	const found = health.ok ? 'its file cannot be written' : health.reason;
	return { name, state: 'broken', found, mend: 'Check owner and rights of the data folder, and free space.' };
}

async function diskCheck(folder: string): Promise<Check> {
	const { bavail, bsize } = await statfs(folder);
	const free = bavail * bsize;
	const found = `${Math.round(free / 1024 / 1024)} MiB free in ${folder}`;
	if (free > LOW_BYTES) return { name: 'disk', state: 'ok', found };
	return { name: 'disk', state: 'attention', found, mend: 'Free some space: a full disk refuses webhooks.' };
}

function keyCheck({ keySource, config }: DoctorDeps): Check {
	const where = keySource === 'environment' ? 'RINGSIDE_KEY' : config.keyFile;
	const found = `the key is in ${where}; back it up apart from the data`;
	return { name: 'key', state: 'ok', found };
}

async function clockCheck({ store, clock, workspaceId }: DoctorDeps): Promise<Check> {
	const now = clock.now();
	const [newest] = await store.deliveries.list(workspaceId, { limit: 1 });
	const isBehind = now < BUILT || (newest !== undefined && newest.receivedAt > now + FUTURE_MS);
	const found = `this machine says it is ${toInstant(now)}`;
	if (!isBehind) return { name: 'clock', state: 'ok', found };
	const mend = 'Set the clock (NTP): webhooks with a time stamp are refused when it is wrong.';
	return { name: 'clock', state: 'broken', found: `${found}, earlier than the newest delivery`, mend };
}

function addressCheck(publicUrl: string): Check {
	const name = 'public address';
	if (reachOf(publicUrl) === 'public') return { name, state: 'ok', found: `${publicUrl} can be public` };
	const mend = 'Set PUBLIC_URL to an https address that leads here, e.g. of a reverse proxy or a tunnel.';
	return { name, state: 'attention', found: `${publicUrl} is local: no provider can call it`, mend };
}

async function serverChecks({ config, send }: DoctorDeps): Promise<Check[]> {
	const origin = `http://${config.host === '0.0.0.0' ? '127.0.0.1' : config.host}:${config.port}`;
	try {
		const signal = AbortSignal.timeout(ANSWER_MS);
		const metrics = await (await send(`${origin}/metrics`, { signal })).text();
		const streams = /^ringside_streams_open (\d+)/m.exec(metrics)?.[1] ?? 'an unknown number of';
		return [{ name: 'server', state: 'ok', found: `runs at ${origin}, ${streams} devices connected` }];
	} catch {
		const mend = 'Start it: npm start';
		return [{ name: 'server', state: 'attention', found: `nothing answers at ${origin}`, mend }];
	}
}

async function connectionChecks({ store, workspaceId }: DoctorDeps): Promise<Check[]> {
	const directory = await store.records.directory(workspaceId);
	const connections = (directory?.connections ?? []).filter((one) => one.removedAt === undefined);
	if (connections.length === 0) {
		const mend = 'Connect a provider: ringside connection add PROVIDER';
		return [{ name: 'connections', state: 'attention', found: 'there are none', mend }];
	}
	return connections.map(({ connectionId, provider, name, lastEventAt }) => {
		const label = `${provider} “${name}” (${connectionId})`;
		return lastEventAt === undefined
			? { name: label, state: 'attention', found: 'nothing received yet', mend: 'Make a test call.' }
			: { name: label, state: 'ok', found: `last event ${toInstant(lastEventAt)}` };
	});
}
