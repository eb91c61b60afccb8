import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { root, toolEnvironment } from '../../scripts/command.ts';

export interface RunningServer {
	/** e.g. `http://127.0.0.1:41234` */
	origin: string;
	port: number;
	dataFolder: string;
	/** Single-use link that pairs the first admin; undefined once one is paired. */
	adminLink: string | undefined;
	/** Everything the process has said so far. */
	output(): string;
	pid: number;
	/** Asks it to end, as a service manager would. */
	stop(): Promise<void>;
	/** `kill -9`: no goodbye, nothing flushed. */
	kill(): Promise<void>;
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	await new Promise((resolve) => server.close(resolve));
	if (address === null || typeof address === 'string') throw new Error('no port');
	return address.port;
}

/** A new temporary folder and how to take it away again. */
export function temporaryFolder(name: string): { path: string; remove(): void } {
	const folder = mkdtempSync(path.join(os.tmpdir(), `ringside-${name}-`));
	return { path: folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) };
}

interface StartOptions {
	dataFolder: string;
	/** Keeps its port over restarts when given. */
	port?: number;
	env?: Record<string, string>;
}

/** Settings that server and CLI of one data folder share. */
export function serverEnvironment(dataFolder: string, port: number): Record<string, string> {
	return {
		PORT: String(port),
		HOST: '127.0.0.1',
		PUBLIC_URL: `http://127.0.0.1:${port}`,
		RINGSIDE_DATA: dataFolder,
	};
}

/** Starts the real server as its own process and waits until it takes requests. */
export async function startServer(options: StartOptions): Promise<RunningServer> {
	const port = options.port ?? (await freePort());
	const origin = `http://127.0.0.1:${port}`;
	const child = spawn(process.execPath, ['server/main.ts'], {
		cwd: root,
		env: toolEnvironment({ ...serverEnvironment(options.dataFolder, port), ...options.env }),
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let said = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.on('data', (chunk: Buffer) => {
			said += chunk.toString();
		});
	}
	let asked = false;
	child.once('exit', (code, signal) => {
		// Whoever waits for an answer from it should learn why there is none.
		if (!asked) console.error(`The server ended unasked (${code ?? signal}):\n${said.slice(-2_000)}`);
	});
	const end = (how: NodeJS.Signals) => {
		asked = true;
		return endProcess(child, how);
	};
	await untilReady(child, origin, () => said);
	return {
		origin,
		port,
		dataFolder: options.dataFolder,
		adminLink: /https?:\/\/\S+\/join#[\w-]+/.exec(said)?.[0],
		output: () => said,
		pid: child.pid ?? 0,
		stop: () => end('SIGTERM'),
		kill: () => end('SIGKILL'),
	};
}

async function untilReady(child: ChildProcess, origin: string, said: () => string): Promise<void> {
	const deadline = performance.now() + 20_000;
	while (performance.now() < deadline) {
		if (child.exitCode !== null) throw new Error(`The server ended at once:\n${said()}`);
		const ready = await fetch(`${origin}/readyz`).then(
			(response) => response.ok,
			() => false,
		);
		// The link is printed after the port is open.
		if (ready && /listening|join#|http:\/\//i.test(said())) return;
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	child.kill('SIGKILL');
	throw new Error(`The server was not ready within 20 s:\n${said()}`);
}

async function endProcess(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const gone = once(child, 'exit');
	child.kill(signal);
	await gone;
}
