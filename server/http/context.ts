import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Role } from '../../lib/contract/primitives.ts';
import { Problem } from '../../lib/contract/problem.ts';
import type { Accounts, Principal } from '../accounts/accounts.ts';
import type { FileBlobs } from '../blobs/file-blobs.ts';
import type { Clock } from '../clock.ts';
import type { ExamineInstallation } from '../doctor/installation.ts';
import type { Directories } from '../fanout/directories.ts';
import type { Hub } from '../fanout/hub.ts';
import type { Ids } from '../ids.ts';
import type { FindConnection, ListConnections } from '../intake/connections.ts';
import type { HookAddress } from '../intake/intake.ts';
import type { StreamedRequest } from '../intake/large.ts';
import type { Importer } from '../leads/importer.ts';
import type { Dispatch } from '../outgoing/dispatcher.ts';
import type { TargetRules } from '../outgoing/target.ts';
import type { VendorOrigins } from '../outgoing/vendor-origins.ts';
import type { CallLog } from '../pipeline/call-log.ts';
import type { Answer, HookRequest } from '../providers/provider.ts';
import type { ProviderRegistry } from '../providers/registry.ts';
import type { SealingKeys } from '../secrets/key.ts';
import type { WorkspaceSettings } from '../settings/settings.ts';
import type { SignIns } from '../sign-in/sign-ins.ts';
import type { Store } from '../store/ports.ts';
import type { VendorDownloadFor } from '../vendors/vendor-download.ts';
import type { VendorToolsFor } from '../vendors/vendors.ts';
import type { Metrics } from './metrics.ts';

/** What the routes are made of. */
export interface AppContext {
	store: Store;
	clock: Clock;
	ids: Ids;
	keys: SealingKeys;
	providers: ProviderRegistry;
	accounts: Accounts;
	directories: Directories;
	hub: Hub;
	importer: Importer;
	metrics: Metrics;
	findConnection: FindConnection;
	dispatch: Dispatch;
	targetRules: TargetRules;
	/** Gateways in vendors' places, for what a browser asks there. */
	vendorOrigins: VendorOrigins;
	signIns: SignIns;
	vendorTools: VendorToolsFor;
	vendorDownload: VendorDownloadFor;
	examineInstallation: ExamineInstallation;
	/** Takes a sign-in back at the vendor, as far as it can. */
	revoke: SignIns['revoke'];
	log: FastifyBaseLogger;
	/** Without a slash at its end. */
	publicUrl(): string;
	/** A webhook's way from its bytes to the answer. */
	deliver(request: HookRequest, address: HookAddress): Promise<Answer>;
	/** The same while its body comes. */
	deliverLarge(request: StreamedRequest, address: HookAddress): Promise<Answer>;
	/** The same for addresses that name a provider only. */
	deliverKeyless(request: HookRequest, provider: string): Promise<Answer>;
	listConnections: ListConnections;
	blobs: FileBlobs;
	settings: WorkspaceSettings;
	callLog: CallLog;
}

export type App = FastifyInstance<
	RawServerDefault,
	IncomingMessage,
	ServerResponse,
	FastifyBaseLogger,
	ZodTypeProvider
>;

/** A group of routes. */
export type Routes = (app: App, context: AppContext) => void;

/** Who may call a route: anyone, or a signed-in device of at least this role. */
export type Access = 'public' | Role;

declare module 'fastify' {
	interface FastifyContextConfig {
		/** Every route has one; the server does not start without. */
		access?: Access;
	}
	interface FastifyRequest {
		principal: Principal | null;
	}
}

/** The signed-in person of a route that is not public. */
export function principalOf(request: Pick<FastifyRequest, 'principal'>): Principal {
	if (!request.principal) throw new Error('A public route asked who is calling');
	return request.principal;
}

/** Response schemas of a route: what it gives, or a problem. */
export function answers<T extends z.ZodType>(schema: T) {
	return { 200: schema, '4xx': Problem, '5xx': Problem };
}

export const IdParams = z.object({ id: z.string().min(1).max(300) });
