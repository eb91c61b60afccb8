import type OpenAI from 'openai';
import type { Blobs } from '../../blobs/blobs.ts';
import type { Clock } from '../../clock.ts';
import type { ModelFailure } from '../../models/failure.ts';
import type { StageReason } from '../stage.ts';
import type { ModelFamily } from './model-family.ts';
import type { PaidWork } from './paid-work.ts';
import type { Said } from './stitch.ts';

/** Something that was said; `channel` where each party had one. */
export interface Line extends Said {
	channel?: number;
}

export type Transcribed =
	/** No lines: nobody spoke. Times from the recording's start. */
	| { kind: 'heard'; lines: Line[]; language?: string; durationMs: number }
	| { kind: 'stop'; reason: StageReason; detail?: string }
	| { kind: 'failed'; failure: ModelFailure }
	/** The job is another worker's now. */
	| { kind: 'lost' };

export interface TranscribeTools {
	access: { client: OpenAI; model: string; family: ModelFamily };
	blobs: Blobs;
	clock: Clock;
	work: PaidWork;
	/** ISO 639-1. */
	language?: string;
	monthlyMinutes?: number;
	/** After each part, and before the first. */
	tell(done: number, total: number): Promise<void>;
}
