import { Frame } from '../contract/index.ts';

export type ReadFrame =
	| { kind: 'frame'; frame: Frame }
	/** Of a kind newer than this build: passed over. */
	| { kind: 'unknown' }
	| { kind: 'garbage' };

/** Reads one frame as it came off the wire. Never throws. */
export function readFrame(text: unknown): ReadFrame {
	if (typeof text !== 'string') return { kind: 'garbage' };
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		return { kind: 'garbage' };
	}
	const frame = Frame.safeParse(value);
	if (frame.success) return { kind: 'frame', frame: frame.data };
	return isOfNewerKind(value) ? { kind: 'unknown' } : { kind: 'garbage' };
}

const knownKinds = new Set<unknown>(['ready', 'heartbeat', 'reset']);

function isOfNewerKind(value: unknown): boolean {
	if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
	return typeof value.kind === 'string' && !knownKinds.has(value.kind);
}
