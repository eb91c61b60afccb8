import type { StageReason } from '../stage.ts';
import type { Arranged } from './arrange.ts';
import type { NotMade } from './once.ts';

/** What is to be told of the stage after an attempt. */
export type StageAfter =
	/** Told already, or by whoever has the work now. */
	| { kind: 'none' }
	/** There was nothing to do. */
	| { kind: 'over' }
	/** Goes on by itself, at `at` (ms since 1970) where that is known. */
	| { kind: 'later'; reason: StageReason; detail?: string; at?: number }
	| { kind: 'stop'; reason: StageReason; detail?: string };

/** How the stage stands after an attempt. */
export function stageAfter(arranged: Arranged): StageAfter {
	switch (arranged.kind) {
		case 'told':
		case 'lost':
			return { kind: 'none' };
		case 'known':
		case 'nothing':
		case 'over':
		case 'made-before':
			return { kind: 'over' };
		case 'not-set-up':
			return { kind: 'stop', reason: 'not-set-up' };
		case 'nobody':
			return { kind: 'stop', reason: 'refused', detail: 'Neither mail nor number of the caller is known.' };
		case 'wait':
			return { kind: 'later', reason: 'vendor-busy', at: arranged.at };
		case 'failed':
			return afterFailure(arranged.asked);
	}
}

function afterFailure(asked: NotMade): StageAfter {
	switch (asked.kind) {
		case 'later':
			return { kind: 'later', reason: 'vendor-busy', detail: asked.reason, at: asked.at };
		case 'unexpected':
			return { kind: 'later', reason: 'unexpected', detail: asked.reason };
		case 'too-large':
			return { kind: 'later', reason: 'unexpected' };
		case 'signed-out':
			return { kind: 'stop', reason: 'signed-out' };
		case 'forbidden':
			return { kind: 'stop', reason: 'forbidden', detail: asked.reason };
		case 'refused':
			return { kind: 'stop', reason: 'refused', detail: asked.reason };
		case 'gone':
			return { kind: 'stop', reason: 'gone' };
	}
}
