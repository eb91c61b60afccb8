import { useEffect, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { storage } from 'wxt/utils/storage';
import { messenger } from '../../lib/messages/messenger.ts';
import { currentPolicy } from '../../lib/policy/browser-policy.ts';
import { siteList } from './site-list.ts';

/** Match patterns that she switched on, to notice when the browser takes one back. */
const wanted = storage.defineItem<string[]>('local:wantedSites', { fallback: [] });

/** Where cards show, and switching sites on and off. `granted` is what the browser allows now. */
export function useSites(
	granted: readonly string[],
	team: { sites: string[] | undefined; offerFirst(patterns: readonly string[]): void },
	onChange: () => Promise<void>,
) {
	const [kept, setKept] = useState<string[]>([]);
	const [expected, setExpected] = useState<string[]>([]);
	const [isDenied, setDenied] = useState(false);
	useEffect(() => {
		void wanted.getValue().then(setKept);
		void currentPolicy().then(({ sites }) => setExpected(sites));
	}, []);

	async function keep(next: string[]): Promise<void> {
		setKept(next);
		await wanted.setValue(next);
		await messenger.sendMessage('sitesChanged', undefined).catch(() => undefined);
		await onChange();
	}

	return {
		sites: siteList(granted, kept, expected, team.sites),
		isDenied,
		/** Must be called in her click: nothing may be awaited before the browser is asked. */
		add(patterns: string[]): void {
			void browser.permissions.request({ origins: patterns }).then(async (isGranted) => {
				setDenied(!isGranted);
				if (!isGranted) return;
				team.offerFirst(patterns);
				await keep([...new Set([...kept, ...patterns])]);
			});
		},
		async remove(patterns: string[]): Promise<void> {
			await browser.permissions.remove({ origins: patterns });
			await keep(kept.filter((pattern) => !patterns.includes(pattern)));
		},
	};
}
