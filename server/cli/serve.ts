import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { adminCode } from '../accounts/first-start.ts';
import { createApp } from '../app.ts';
import { type Config, reachOf, readConfig } from '../config.ts';
import type { App } from '../http/context.ts';
import { startJobs } from '../jobs/start.ts';
import { systemResolve } from '../outgoing/dispatcher.ts';
import { startOutgoingWebhooks } from '../outgoing-webhooks/start.ts';
import { openInstallation } from './installation.ts';
import { keepRetention } from './retention.ts';

const DRAIN_MS = 10_000;
const WRONG_SETTING = 2;

/** Runs the server until it is told to stop. Resolves to the exit code. */
export async function serve(environment: Record<string, string | undefined>): Promise<number> {
	const read = readConfig(environment);
	if (read.kind === 'wrong') return complain(read.reasons);
	const opened = await openInstallation(read.config);
	if (opened.kind === 'refused') return complain([opened.reason]);
	const { installation } = opened;
	const { config, store } = installation;
	const logger = pino({
		level: config.logLevel,
		redact: { paths: ['*.token', '*.authorization'], remove: true },
	});
	let publicUrl = config.publicUrl;
	const { app, context } = await createApp({
		...installation,
		logger,
		publicUrl: () => publicUrl,
		importFolder: config.importFolder,
		blobFolder: config.blobFolder,
		trustProxy: config.trustProxy,
		targetRules: { allowedInternal: config.allowedInternal, resolve: systemResolve },
		vendorOrigins: config.vendorOrigins,
	});
	const code = await adminCode(installation.workspace.workspaceId, installation);
	const port = await listen(app, config);
	if (typeof port === 'string') {
		await store.close();
		return complain([port]);
	}
	if (config.port === 0) publicUrl = config.publicUrl.replace(/:0$/, `:${port}`);
	const stopRetention = keepRetention({ ...context, config }, logger);
	const jobs = startJobs(context);
	const outgoingWebhooks = startOutgoingWebhooks(context);
	process.stdout.write(greeting(config, { port, publicUrl, code }));
	await untilTold();
	stopRetention();
	await Promise.all([drain(app), jobs.stop(DRAIN_MS), outgoingWebhooks.close()]);
	await store.close();
	return 0;
}

function complain(reasons: string[]): number {
	process.stderr.write(`Ringside cannot start.\n${reasons.map((reason) => `  ${reason}\n`).join('')}`);
	return WRONG_SETTING;
}

/** The port, or in plain words why it cannot be had. */
async function listen(app: App, { host, port }: Config): Promise<number | string> {
	try {
		// The greeting says it better.
		await app.listen({ host, port, listenTextResolver: () => 'The port is open' });
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
		await app.close();
		if (code === 'EADDRINUSE') return `PORT ${port} is taken by another program (for example: PORT=8788)`;
		return `HOST ${host} and PORT ${port} cannot be listened on (${code})`;
	}
	return (app.server.address() as AddressInfo).port;
}

function greeting(
	config: Config,
	{ port, publicUrl, code }: { port: number; publicUrl: string; code: string | undefined },
): string {
	const reach =
		reachOf(publicUrl) === 'public'
			? 'providers can reach it if it leads here'
			: 'local only: providers on the internet cannot reach it; set PUBLIC_URL to an https address that leads here';
	const lines = [
		`Ringside is listening on http://${config.host}:${port}`,
		`Its public address is ${publicUrl} (${reach})`,
		`Its data is in ${config.dataFolder}`,
		...(code ? [`Pair the first admin (one browser, within 24 hours): ${publicUrl}/join#${code}`] : []),
	];
	return `${lines.join('\n')}\n`;
}

async function untilTold(): Promise<void> {
	await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
}

/** Answers what has begun and ends the streams; whatever is not done by then is cut off. */
async function drain(app: App): Promise<void> {
	const { promise: late, resolve } = Promise.withResolvers<void>();
	const timer = setTimeout(resolve, DRAIN_MS);
	await Promise.race([app.close(), late]);
	clearTimeout(timer);
}
