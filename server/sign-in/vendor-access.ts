import type { ClockWatch } from '../doctor/clock-watch.ts';
import type { Directories } from '../fanout/directories.ts';
import type { Dispatch } from '../outgoing/dispatcher.ts';
import type { Download } from '../outgoing/download.ts';
import type { TargetRules } from '../outgoing/target.ts';
import { createVendorDispatch, createVendorDownload } from '../outgoing/vendor-origins.ts';
import { createQuietTimes } from '../vendors/quiet-times.ts';
import { createVendorDownloads, type VendorDownloadFor } from '../vendors/vendor-download.ts';
import { createVendorTools, type VendorToolsFor } from '../vendors/vendors.ts';
import { createSignIns, type SignIns, type SignInsDeps } from './sign-ins.ts';

export interface VendorAccessDeps extends Omit<SignInsDeps, 'dispatch' | 'changed'> {
	/** The way out; without it, one by these rules. */
	dispatch: Dispatch | undefined;
	/** That for large files; without it, one by these rules. */
	download: Download | undefined;
	targetRules: TargetRules;
	/** Hears from vendors what time it is. */
	clockWatch: Pick<ClockWatch, 'listening'>;
	directories: Directories;
}

/** All that speaks to vendors. */
export interface VendorAccess {
	dispatch: Dispatch;
	signIns: SignIns;
	vendorTools: VendorToolsFor;
	vendorDownload: VendorDownloadFor;
	/** Takes a sign-in back at the vendor, as far as it can. */
	revoke: SignIns['revoke'];
}

export function createVendorAccess(deps: VendorAccessDeps): VendorAccess {
	const { clock, directories, publicUrl } = deps;
	const direct = deps.dispatch ?? createVendorDispatch(deps.targetRules, deps.vendorOrigins);
	const dispatch = deps.clockWatch.listening(direct);
	const signIns = createSignIns({ ...deps, dispatch, changed: directories.changed });
	const quietTimes = createQuietTimes(clock);
	const vendorTools = createVendorTools({
		dispatch,
		clock,
		quietTimes,
		tokens: signIns,
		directories,
		publicUrl,
	});
	const download = deps.download ?? createVendorDownload(deps.targetRules, deps.vendorOrigins);
	const vendorDownload = createVendorDownloads({ download, clock, quietTimes, tokens: signIns });
	return { dispatch, signIns, vendorTools, vendorDownload, revoke: signIns.revoke };
}
