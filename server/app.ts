import cors from '@fastify/cors';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import Fastify, { LogController } from 'fastify';
import {
	jsonSchemaTransform,
	serializerCompiler,
	validatorCompiler,
	type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import { CloseCode } from '../lib/contract/stream.ts';
import { type AppDeps, createContext } from './app-context.ts';
import { openFileBlobs } from './blobs/file-blobs.ts';
import { guardRoutes, type RouteRule } from './http/access.ts';
import { compatibilityRoutes } from './http/compatibility.ts';
import type { App, AppContext } from './http/context.ts';
import { handleErrors } from './http/errors.ts';
import { groups } from './http/groups.ts';
import { healthRoutes } from './http/health.ts';
import { hookRoutes } from './http/hooks.ts';
import { uploadRoutes } from './http/imports.ts';
import { largeHookRoutes } from './http/large-hooks.ts';
import { pageRoutes } from './http/pages.ts';
import { logRequests, requestIds } from './http/request-log.ts';
import { streamRoutes } from './http/stream.ts';

export type { AppDeps } from './app-context.ts';

export interface RunningApp {
	app: App;
	context: AppContext;
	routes: readonly RouteRule[];
}

const EXTENSION = /^(chrome|moz)-extension:\/\/[\w-]+$/;
/** Of the contract's 300 characters, should each be escaped. */
const LONGEST_ID = 900;
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
		routerOptions: { maxParamLength: LONGEST_ID },
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

/** Before anything refuses: an answer without these headers is no answer to a browser. */
async function allowExtensions(app: App): Promise<void> {
	await app.register(cors, {
		origin: EXTENSION,
		methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
		allowedHeaders: [
			'authorization',
			'content-type',
			'idempotency-key',
			'last-event-id',
			'cache-control',
			'range',
		],
		exposedHeaders: ['content-range'],
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
