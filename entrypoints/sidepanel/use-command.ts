import { useRef } from 'preact/hooks';
import { systemRandom } from '../../lib/random.ts';
import type { AfterCallBody, AfterCallCommand, CallsApi } from '../../lib/server-api/calls-api.ts';
import { useRun } from '../options/use-run.ts';

/** Sends what she decided; tried again after a lost answer, it is the same decision and not another. */
export function useCommand(api: CallsApi, after: () => Promise<void>) {
	const { isBusy, trouble, run } = useRun();
	const keys = useRef(new Map<string, string>());
	return {
		...{ isBusy, trouble },
		async run<N extends AfterCallCommand>(name: N, body: AfterCallBody<N>): Promise<boolean> {
			const what = `${name} ${JSON.stringify(body)}`;
			const key = keys.current.get(what) ?? systemRandom.uuid();
			keys.current.set(what, key);
			const done = await run((as) => api.command(as, name, body, key), after);
			if (done) keys.current.delete(what);
			return done !== undefined;
		},
	};
}
