import type { Asked, VendorTools } from './vendor.ts';

/** As its `call.recording.ready` names it. */
export interface RecordingToLocate {
	recordingId: string;
	callId: string;
}

/** Where the audio lies now, or why it cannot be had. */
export type Located =
	/** Links that die are made anew for each question. `withCredentials`: by a host of the manifest, as everything else. */
	| { kind: 'found'; url: string; withCredentials: boolean }
	/** The vendor still works on it. */
	| { kind: 'not-yet' }
	| Exclude<Asked<never>, { kind: 'read' }>;

/** How a vendor's recordings are fetched. */
export interface RecordingSource {
	/** For so long after it told of a recording the vendor may say that there is none, ms. */
	lagMs: number;
	locate(recording: RecordingToLocate, tools: VendorTools): Promise<Located>;
}
