import type { Blobs } from '../blobs/blobs.ts';
import type { Clock } from '../clock.ts';
import type { Directories } from '../fanout/directories.ts';
import type { Ids } from '../ids.ts';
import type { FindConnection } from '../intake/connections.ts';
import type { JobContext, JobOutcome } from '../jobs/job.ts';
import type { Dispatch } from '../outgoing/dispatcher.ts';
import type { ProviderRegistry } from '../providers/registry.ts';
import type { WorkspaceSettings } from '../settings/settings.ts';
import type { Job, Store } from '../store/ports.ts';
import type { VendorDownloadFor } from '../vendors/vendor-download.ts';
import type { VendorToolsFor } from '../vendors/vendors.ts';
import type { CallLog } from './call-log.ts';

/** What the work after a call is done with. */
export interface PipelineDeps {
	store: Store;
	callLog: CallLog;
	settings: WorkspaceSettings;
	blobs: Blobs;
	providers: ProviderRegistry;
	findConnection: FindConnection;
	vendorTools: VendorToolsFor;
	vendorDownload: VendorDownloadFor;
	directories: Pick<Directories, 'fresh'>;
	/** The guarded way out. */
	dispatch: Dispatch;
	clock: Clock;
	ids: Ids;
	log: { info(fields: Record<string, string | number>, message: string): void };
}

/** One stage of it, for one call. */
export type PipelineHandler<P> = (
	job: Job & { payload: P },
	context: JobContext,
	deps: PipelineDeps,
) => Promise<JobOutcome>;
