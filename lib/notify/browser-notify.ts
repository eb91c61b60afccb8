import { browser } from 'wxt/browser';
import { said } from '../../components/ui/said.ts';
import { browserWords } from '../browser-words.ts';
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

const word = (key: 'card_incoming' | 'card_missed' | 'card_unknown' | 'card_anonymous'): string =>
	(browser.i18n.getMessage as (name: string) => string)(key);

export const notifyWords: NotifyWords = {
	incoming: (who) => word('card_incoming').replace('{company}', () => who),
	missed: (who) => `${word('card_missed')}: ${who}`,
	unknown: () => word('card_unknown'),
	anonymous: () => word('card_anonymous'),
};

export const troubleWords: TroubleWords = {
	title: (provider) =>
		browserWords('trouble_title', {
			provider: provider ? providerLabel(provider) : browserWords('server_title'),
		}),
	detail: ({ problem }) => (problem ? said(problem.found, browserWords) : browserWords('trouble_detail')),
};
