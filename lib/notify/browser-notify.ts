import { browser } from 'wxt/browser';
import { said } from '../../components/ui/said.ts';
import type { Words } from '../../components/ui/words.ts';
import { providerLabel } from '../overlay/provider-label.ts';
import type { NotifyPort, NotifyWords } from './notifier.ts';
import type { TroubleWords } from './trouble.ts';

/** The real notifications and toolbar button; Firefox's MV2 names the button differently. */
export const browserNotify: NotifyPort = {
	async notify(id, title, message) {
		const iconUrl = browser.runtime.getURL('/icon/128.png');
		await browser.notifications.create(id, { type: 'basic', iconUrl, title, message });
	},
	async clear(id) {
		await browser.notifications.clear(id);
	},
	async badge(text) {
		await (browser.action ?? browser.browserAction).setBadgeText({ text });
	},
};

/** What notifications of calls say, in the words of the moment. */
export function notifyWords(words: () => Words): NotifyWords {
	return {
		incoming: (who) => words()('card_incoming', { company: who }),
		missed: (who) => `${words()('card_missed')}: ${who}`,
		unknown: () => words()('card_unknown'),
		anonymous: () => words()('card_anonymous'),
	};
}

/** What notifications of connections in trouble say. */
export function troubleWords(words: () => Words): TroubleWords {
	return {
		title: (provider) =>
			words()('trouble_title', { provider: provider ? providerLabel(provider) : words()('server_title') }),
		detail: ({ problem }) => (problem ? said(problem.found, words()) : words()('trouble_detail')),
	};
}
