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
import { type FileBlobs, openFileBlobs } from './blobs/file-blobs.ts';
import type { Clock } from './clock.ts';
import { createClockWatch } from './doctor/clock-watch.ts';
import { createDoctor } from './doctor/installation.ts';
import { createDirectories } from './fanout/directories.ts';
import { createHub } from './fanout/hub.ts';
import { guardRoutes, type RouteRule } from './http/access.ts';
import { addressProofRoutes } from './http/address-proof.ts';
import { agentRoutes } from './http/agents.ts';
import { appRoutes } from './http/apps.ts';
import { branchRoutes } from './http/branches.ts';
import { callRoutes } from './http/calls.ts';
import { changePeopleRoutes } from './http/change-people.ts';
import { checkRoutes } from './http/checks.ts';
import { commandRoutes } from './http/commands.ts';
import { compatibilityRoutes } from './http/compatibility.ts';
import { connectionRoutes } from './http/connections.ts';
import type { App, AppContext } from './http/context.ts';
import { conversationRoutes } from './http/conversations.ts';
import { deliveryRoutes } from './http/deliveries.ts';
import { handleErrors, traceOf } from './http/errors.ts';
import { healthRoutes } from './http/health.ts';
import { hookRoutes } from './http/hooks.ts';
import { importRoutes, rejectedRowsRoute, uploadRoutes } from './http/imports.ts';
import { largeHookRoutes } from './http/large-hooks.ts';
import { leadRoutes } from './http/leads.ts';
import { createMetrics } from './http/metrics.ts';
import { outgoingWebhookRoutes } from './http/outgoing-webhooks.ts';
import { pageRoutes } from './http/pages.ts';
import { pairingRoutes } from './http/pairing.ts';
import { deviceRoutes, userRoutes } from './http/people.ts';
import { providerRoutes } from './http/providers.ts';
import { logRequests, requestIds } from './http/request-log.ts';
import { signInRoutes } from './http/sign-in.ts';
import { streamRoutes } from './http/stream.ts';
import type { Ids } from './ids.ts';
import { createConnectionFinder, createConnectionLister } from './intake/connections.ts';
import { createEvidence, createFingerprint } from './intake/evidence.ts';
import { intake } from './intake/intake.ts';
import { intakeKeyless, MOST_TRIED } from './intake/keyless.ts';
import { intakeLarge } from './intake/large.ts';
import { createRefusalBudget } from './intake/refusals.ts';
import { createImporter } from './leads/importer.ts';
import { type Dispatch, systemResolve } from './outgoing/dispatcher.ts';
import { createPublicKeys } from './outgoing/public-keys.ts';
import type { TargetRules } from './outgoing/target.ts';
import type { VendorOrigins } from './outgoing/vendor-origins.ts';
import type { ProviderRegistry } from './providers/registry.ts';
import type { SealingKeys } from './secrets/key.ts';
import { createVendorAccess } from './sign-in/vendor-access.ts';
import type { Store } from './store/ports.ts';

export interface AppDeps {
	store: Store;
	providers: ProviderRegistry;
	keys: SealingKeys;
	/** Where they are kept; for the doctor's words. */
	keySource?: 'environment' | 'file' | 'new-file';
	clock: Clock;
	ids: Ids;
	logger: FastifyBaseLogger;
	/** The way out; without it the internet's own addresses are reached, and no others. */
	dispatch?: Dispatch;
	/** Which addresses somebody else may choose. */
	targetRules?: TargetRules;
	/** Gateways in vendors' places; they apply to `dispatch` only where that is not given. */
	vendorOrigins?: VendorOrigins;
	/** Between two looks at what another server does; real time where it is not given. */
	pause?(ms: number): Promise<void>;
	/** Without a slash at its end; known once the port is. */
	publicUrl(): string;
	importFolder: string;
	/** Recordings, encrypted. */
	blobFolder: string;
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
/** Until a request was received whole: who sends slower holds a socket for nothing. */
const SLOWEST_REQUEST_MS = 300_000;

/** The server over a store, not yet listening. The store stays the caller's to close, after the app. */
export async function createApp(deps: AppDeps): Promise<RunningApp> {
	const app = Fastify({
		loggerInstance: deps.logger,
		logController: new LogController({ disableRequestLogging: true }),
		genReqId: requestIds(deps.ids),
		trustProxy: deps.trustProxy,
		bodyLimit: JSON_LIMIT,
		exposeHeadRoutes: false,
		requestTimeout: SLOWEST_REQUEST_MS,
		// Open streams would keep a closing server waiting for ever.
		forceCloseConnections: true,
	}).withTypeProvider<ZodTypeProvider>();
	app.setValidatorCompiler(validatorCompiler);
	app.setSerializerCompiler(serializerCompiler);
	handleErrors(app);
	const blobs = await openFileBlobs({ folder: deps.blobFolder, keys: deps.keys, ids: deps.ids });
	const context = createContext(deps, blobs);
	await allowExtensions(app);
	const routes = guardRoutes(app, context.accounts);
	logRequests(app);
	await addPlugins(app);
	await addRoutes(app, context);
	return { app, context, routes };
}

function createContext(deps: AppDeps, blobs: FileBlobs): AppContext {
	const { store, clock, ids, keys, providers, logger: log } = deps;
	const targetRules = deps.targetRules ?? { allowedInternal: new Set(), resolve: systemResolve };
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
	const clockWatch = createClockWatch(clock);
	const vendorAccess = createVendorAccess({
		...{ store, providers, keys, clock, ids, log, directories, targetRules, clockWatch },
		...{ dispatch: deps.dispatch, vendorOrigins: deps.vendorOrigins ?? new Map() },
		...{ publicUrl: deps.publicUrl, publish: hub.publish, pause: deps.pause },
	});
	const { dispatch } = vendorAccess;
	const examineInstallation = createDoctor({
		...{ store, clock, clockWatch, ids, keys, publish: hub.publish, connected: hub.connected },
		...{ keySource: deps.keySource ?? 'file', folder: deps.blobFolder },
		...{ publicUrl: deps.publicUrl, resolve: targetRules.resolve },
	});
	const intakeDeps = {
		providers,
		findConnection,
		events: timedAppend(store.events, clock, metrics.stored),
		leads: store.leads,
		aside: { blobs, recordings: store.recordings, reading: new Map<string, number>() },
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
		blobs,
		deliverLarge: (request, address) => intakeLarge(request, address, intakeDeps),
		deliver: (request, address) => intake(request, address, intakeDeps),
		deliverKeyless: (request, provider) =>
			intakeKeyless(request, provider, { ...intakeDeps, listConnections }),
		listConnections,
		...vendorAccess,
		examineInstallation,
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

/** Before anything refuses: an answer without these headers is no answer to a browser. */
async function allowExtensions(app: App): Promise<void> {
	await app.register(cors, {
		origin: EXTENSION,
		methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
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
	await app.register(largeHookRoutes(context));
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
	conversationRoutes,
	leadRoutes,
	importRoutes,
	rejectedRowsRoute,
	deliveryRoutes,
	connectionRoutes,
	providerRoutes,
	appRoutes,
	signInRoutes,
	branchRoutes,
	agentRoutes,
	outgoingWebhookRoutes,
	userRoutes,
	deviceRoutes,
	changePeopleRoutes,
	commandRoutes,
	checkRoutes,
	addressProofRoutes,
];
