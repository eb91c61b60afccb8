import { useState } from 'preact/hooks';

/** What an asked thing came to; `lost` stands for a worker that did not answer. */
export function useOutcome<T>(lost: T) {
	const [outcome, setOutcome] = useState<T>();
	const [isBusy, setBusy] = useState(false);
	const run = async (asked: Promise<T>) => {
		setBusy(true);
		setOutcome(await asked.catch(() => lost));
		setBusy(false);
	};
	return { outcome, isBusy, run };
}
