import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import { type Role, TeamSites } from '../../lib/contract/index.ts';
import { sitesApi } from '../../lib/server-api/sites-api.ts';
import { askServer } from './ask-server.ts';
import { useRun } from './use-run.ts';

/** The sites that the team works with; undefined while the server has not said. */
export function useTeamSites(send: typeof fetch, role: Role | undefined) {
	const api = useMemo(() => sitesApi(send), [send]);
	const [sites, setSites] = useState<string[]>();
	const { trouble, isBusy, run } = useRun();
	useEffect(() => {
		setSites(undefined);
		if (role)
			void askServer(api.sites).then((answer) => answer.kind === 'ok' && setSites(answer.value.sites));
	}, [api, role]);
	const change = useCallback(
		async (next: readonly string[]) => {
			const set = await run((as) => api.setSites(as, next));
			if (set) setSites(set.sites);
		},
		[api, run],
	);
	return {
		sites,
		trouble,
		isBusy,
		/** Offers these to each colleague, or no longer. */
		offer(patterns: readonly string[], isOffered: boolean): void {
			const others = (sites ?? []).filter((pattern) => !patterns.includes(pattern));
			void change(isOffered ? [...others, ...patterns] : others);
		},
		/** The first site that an admin switches on becomes the team's by itself. */
		offerFirst(patterns: readonly string[]): void {
			const isTaken = TeamSites.safeParse({ sites: patterns }).success;
			if (role === 'admin' && sites?.length === 0 && isTaken) void change(patterns);
		},
	};
}
