import type { FastifyBaseLogger } from 'fastify';
import { createAccounts } from './accounts/accounts.ts';
import type { FileBlobs } from './blobs/file-blobs.ts';
import type { Clock } from './clock.ts';
import { createClockWatch } from './doctor/clock-watch.ts';
import { createDoctor } from './doctor/installation.ts';
import { createDirectories } from './fanout/directories.ts';
import { createHub } from './fanout/hub.ts';
import type { AppContext } from './http/context.ts';
import { traceOf } from './http/errors.ts';
import { createMetrics } from './http/metrics.ts';
import type { Ids } from './ids.ts';
import { createConnectionFinder, createConnectionLister } from './intake/connections.ts';
import { createEvidence, createFingerprint } from './intake/evidence.ts';
import { intake } from './intake/intake.ts';
import { intakeKeyless, MOST_TRIED } from './intake/keyless.ts';
import { intakeLarge } from './intake/large.ts';
import { createRefusalBudget } from './intake/refusals.ts';
import { createImporter } from './leads/importer.ts';
import { type Dispatch, systemResolve } from './outgoing/dispatcher.ts';
import type { Download } from './outgoing/download.ts';
import { createPublicKeys } from './outgoing/public-keys.ts';
import type { TargetRules } from './outgoing/target.ts';
import type { VendorOrigins } from './outgoing/vendor-origins.ts';
import { createCallLog } from './pipeline/call-log.ts';
import { resumeAfter } from './pipeline/recording/resume.ts';
import type { ProviderRegistry } from './providers/registry.ts';
import type { SealingKeys } from './secrets/key.ts';
import { createSettings } from './settings/settings.ts';
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
	/** That for large files, likewise. */
	download?: Download;
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

/** What the routes are made of, over a store. */
export function createContext(deps: AppDeps, blobs: FileBlobs): AppContext {
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
		...{ dispatch: deps.dispatch, download: deps.download, vendorOrigins: deps.vendorOrigins ?? new Map() },
		...{ publicUrl: deps.publicUrl, publish: hub.publish, pause: deps.pause },
	});
	const { dispatch } = vendorAccess;
	const examineInstallation = createDoctor({
		...{ store, clock, clockWatch, ids, keys, publish: hub.publish, connected: hub.connected },
		...{ keySource: deps.keySource ?? 'file', folder: deps.blobFolder },
		...{ publicUrl: deps.publicUrl, resolve: targetRules.resolve },
	});
	const settings = createSettings({ store, keys, clock, ahead: resumeAfter(store, clock) });
	const intakeDeps = {
		providers,
		findConnection,
		events: timedAppend(store.events, clock, metrics.stored),
		leads: store.leads,
		aside: {
			...{ blobs, recordings: store.recordings, reading: new Map<string, number>() },
			async mayKeep(workspaceId: string, connectionId: string) {
				const { value } = await settings.read(workspaceId, 'consent');
				return (value.connections[connectionId] ?? 'none') !== 'none';
			},
		},
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
		settings,
		callLog: createCallLog({ store, directories, clock, publish: hub.publish }),
		examineInstallation,
		targetRules,
		vendorOrigins: deps.vendorOrigins ?? new Map(),
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
