import cors from '@fastify/cors';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import Fastify, { type FastifyBaseLogger, LogController } from 'fastify';
import {
	jsonSchemaTransform,
	serializerCompiler,
	validatorCompiler,
	type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import { CloseCode } from '../lib/contract/stream.ts';
import { createAccounts } from './accounts/accounts.ts';
import type { Clock } from './clock.ts';
import { createDirectories } from './fanout/directories.ts';
import { createHub } from './fanout/hub.ts';
import { guardRoutes, type RouteRule } from './http/access.ts';
import { branchRoutes } from './http/branches.ts';
import { callRoutes } from './http/calls.ts';
import { commandRoutes } from './http/commands.ts';
import { compatibilityRoutes } from './http/compatibility.ts';
import { connectionRoutes } from './http/connections.ts';
import type { App, AppContext } from './http/context.ts';
import { deliveryRoutes } from './http/deliveries.ts';
import { handleErrors, traceOf } from './http/errors.ts';
import { healthRoutes } from './http/health.ts';
import { hookRoutes } from './http/hooks.ts';
import { importRoutes, rejectedRowsRoute, uploadRoutes } from './http/imports.ts';
import { leadRoutes } from './http/leads.ts';
import { createMetrics } from './http/metrics.ts';
import { outgoingWebhookRoutes } from './http/outgoing-webhooks.ts';
import { pageRoutes } from './http/pages.ts';
import { pairingRoutes } from './http/pairing.ts';
import { deviceRoutes, userRoutes } from './http/people.ts';
import { streamRoutes } from './http/stream.ts';
import type { Ids } from './ids.ts';
import { createConnectionFinder, createConnectionLister } from './intake/connections.ts';
import { createEvidence, createFingerprint } from './intake/evidence.ts';
import { intake } from './intake/intake.ts';
import { intakeKeyless, MOST_TRIED } from './intake/keyless.ts';
import { createRefusalBudget } from './intake/refusals.ts';
import { createImporter } from './leads/importer.ts';
import { createDispatch, type Dispatch, systemResolve } from './outgoing/dispatcher.ts';
import { createPublicKeys } from './outgoing/public-keys.ts';
import type { TargetRules } from './outgoing/target.ts';
import type { ProviderRegistry } from './providers/registry.ts';
import type { SealingKeys } from './secrets/key.ts';
import type { Store } from './store/ports.ts';

export interface AppDeps {
	store: Store;
	providers: ProviderRegistry;
	keys: SealingKeys;
	clock: Clock;
	ids: Ids;
	logger: FastifyBaseLogger;
	/** The way out; without it the internet's own addresses are reached, and no others. */
	dispatch?: Dispatch;
	/** Which addresses somebody else may choose. */
	targetRules?: TargetRules;
	/** Without a slash at its end; known once the port is. */
	publicUrl(): string;
	importFolder: string;
	trustProxy?: string;
	heartbeatMs?: number;
	/** Bytes that may wait for one stream. */
	mostBuffered?: number;
}

export interface RunningApp {
	app: App;
	context: AppContext;
	routes: readonly RouteRule[];
}

const EXTENSION = /^(chrome|moz)-extension:\/\/[\w-]+$/;
const JSON_LIMIT = 256 * 1024;

/** The server over a store, not yet listening. The store stays the caller's to close, after the app. */
export async function createApp(deps: AppDeps): Promise<RunningApp> {
	const app = Fastify({
		loggerInstance: deps.logger,
		logController: new LogController({ disableRequestLogging: true }),
		genReqId: requestIds(deps.ids),
		trustProxy: deps.trustProxy,
		bodyLimit: JSON_LIMIT,
		exposeHeadRoutes: false,
		// Open streams would keep a closing server waiting for ever.
		forceCloseConnections: true,
	}).withTypeProvider<ZodTypeProvider>();
	app.setValidatorCompiler(validatorCompiler);
	app.setSerializerCompiler(serializerCompiler);
	handleErrors(app);
	const context = createContext(deps);
	await allowExtensions(app);
	const routes = guardRoutes(app, context.accounts);
	logRequests(app);
	await addPlugins(app);
	await addRoutes(app, context);
	return { app, context, routes };
}

function createContext(deps: AppDeps): AppContext {
	const { store, clock, ids, keys, providers, logger: log } = deps;
	const targetRules = deps.targetRules ?? { allowedInternal: new Set(), resolve: systemResolve };
	const dispatch = deps.dispatch ?? createDispatch(targetRules);
	const metrics = createMetrics(() => hub.openCount());
	const directories = createDirectories(store, clock);
	const hub = createHub({
		store,
		directories,
		heartbeatMs: deps.heartbeatMs,
		mostBuffered: deps.mostBuffered,
		onFannedOut: metrics.fannedOut,
		onTooSlow: metrics.tooSlow,
	});
	const findConnection = createConnectionFinder({ store, keys, clock, log });
	const listConnections = createConnectionLister({ store, keys, clock, log }, MOST_TRIED);
	const importer = createImporter({
		store,
		clock,
		ids,
		folder: deps.importFolder,
		publish: hub.publish,
		onBug: (error) => log.error(traceOf(error), 'An import failed'),
	});
	const intakeDeps = {
		providers,
		findConnection,
		events: timedAppend(store.events, clock, metrics.stored),
		leads: store.leads,
		verifyTools: { publicKeys: createPublicKeys({ dispatch, clock }) },
		evidence: createEvidence(providers.all(), createFingerprint(keys)),
		refusals: createRefusalBudget(clock),
		publish: hub.publish,
		log,
		clock,
		ids,
		onOutcome: metrics.delivery,
	};
	return {
		...{ store, clock, ids, keys, providers, log, metrics, directories, hub, importer, findConnection },
		accounts: createAccounts({ store, clock, ids, changed: directories.changed }),
		publicUrl: deps.publicUrl,
		deliver: (request, address) => intake(request, address, intakeDeps),
		deliverKeyless: (request, provider) =>
			intakeKeyless(request, provider, { ...intakeDeps, listConnections }),
		listConnections,
		dispatch,
		targetRules,
	};
}

function timedAppend(events: Store['events'], clock: Clock, stored: (seconds: number) => void) {
	return {
		append: async (item: Parameters<Store['events']['append']>[0]) => {
			const begun = clock.monotonic();
			const appended = await events.append(item);
			stored((clock.monotonic() - begun) / 1_000);
			return appended;
		},
	};
}

/** The pattern of the route, never the address: that may hold a hook's key. Webhooks are told of in metrics. */
function logRequests(app: App): void {
	app.addHook('onResponse', async (request, reply) => {
		const route = request.routeOptions.url ?? 'unknown';
		if (route.startsWith('/hooks/') && reply.statusCode < 500) return;
		const { id: reference, method } = request;
		const ms = Math.round(reply.elapsedTime * 10) / 10;
		request.log.info({ reference, method, route, status: reply.statusCode, ms }, 'request');
	});
}

/** Unlike any of another process; counted on, since random bytes for each webhook are dear. */
function requestIds(ids: Ids): () => string {
	const prefix = ids.secret(6);
	let count = 0;
	return () => {
		count += 1;
		return `${prefix}-${count.toString(36)}`;
	};
}

/** Before anything refuses: an answer without these headers is no answer to a browser. */
async function allowExtensions(app: App): Promise<void> {
	await app.register(cors, {
		origin: EXTENSION,
		methods: ['GET', 'POST', 'DELETE'],
		allowedHeaders: ['authorization', 'content-type', 'idempotency-key', 'last-event-id', 'cache-control'],
		maxAge: 86_400,
	});
}

async function addPlugins(app: App): Promise<void> {
	await app.register(rateLimit, { global: false });
	await app.register(swagger, {
		openapi: {
			info: { title: 'Ringside', version: '1' },
			components: { securitySchemes: { device: { type: 'http', scheme: 'bearer' } } },
			security: [{ device: [] }],
		},
		transform: jsonSchemaTransform,
	});
}

async function addRoutes(app: App, context: AppContext): Promise<void> {
	await app.register(hookRoutes(context));
	await app.register(compatibilityRoutes(context));
	await app.register((instance, _, done) => {
		addDeviceRoutes(instance as App, context).then(() => done(), done);
	});
	await app.ready();
}

async function addDeviceRoutes(app: App, context: AppContext): Promise<void> {
	await app.register(uploadRoutes(context));
	pageRoutes(app);
	healthRoutes(app, context);
	for (const add of groups) add(app, context);
	const sockets = streamRoutes(app, context);
	app.addHook('preClose', async () => {
		sockets.close();
		context.hub.close(CloseCode.shuttingDown);
		context.directories.close();
		await context.importer.close();
	});
	const config = { access: 'public' } as const;
	app.get('/v1/openapi.json', { config, schema: { hide: true } }, async () => app.swagger());
}

const groups = [
	pairingRoutes,
	callRoutes,
	leadRoutes,
	importRoutes,
	rejectedRowsRoute,
	deliveryRoutes,
	connectionRoutes,
	branchRoutes,
	outgoingWebhookRoutes,
	userRoutes,
	deviceRoutes,
	commandRoutes,
];
