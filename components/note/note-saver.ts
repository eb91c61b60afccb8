export type NoteState = 'clean' | 'saving' | 'saved' | 'waiting';

const RETRY_MS = 2_000;

export interface NoteSaver {
	/** The note as typed now. */
	write(text: string): void;
	stop(): void;
}

/** Saves as one types: one save on its way at a time, always the newest text next, and again where one failed. */
export function noteSaver(
	save: (text: string) => Promise<unknown>,
	onState: (state: NoteState) => void,
	after: (ms: number, callback: () => void) => () => void,
): NoteSaver {
	let wanted: string | undefined;
	let isBusy = false;
	let cancelRetry = () => {};

	async function next(): Promise<void> {
		if (isBusy || wanted === undefined) return;
		cancelRetry();
		isBusy = true;
		const text = wanted;
		wanted = undefined;
		onState('saving');
		const isSaved = await save(text).then(
			() => true,
			() => false,
		);
		isBusy = false;
		if (wanted !== undefined) return next();
		if (isSaved) return onState('saved');
		wanted = text;
		onState('waiting');
		cancelRetry = after(RETRY_MS, () => void next());
	}

	return {
		write(text) {
			wanted = text;
			void next();
		},
		stop: () => cancelRetry(),
	};
}
