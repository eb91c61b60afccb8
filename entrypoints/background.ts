import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { browserEngine } from '../lib/engine/browser-engine.ts';
import { followPolicy } from '../lib/policy/browser-policy.ts';

const ALARM = 'wake';

/** Wiring only. Every listener is there in the worker's first moment, or the browser would not wake it for them. */
export default defineBackground(() => {
	const engine = browserEngine((input, init) => fetch(input, init));
	const { host } = engine;
	const follow = async () => (await host.engine()).follow();

	const policy = followPolicy(host);

	engine.listen();

	browser.alarms.onAlarm.addListener(() => {
		void host.engine().then((running) => running.wake());
		void policy();
	});
	browser.storage.onChanged.addListener((_, area) => void (area === 'managed' && policy()));
	void browser.alarms.create(ALARM, { periodInMinutes: 0.5 });

	self.addEventListener('online', () => host.running()?.stream.network(true));
	self.addEventListener('offline', () => host.running()?.stream.network(false));

	browser.tabs.onActivated.addListener(() => void follow());
	browser.tabs.onUpdated.addListener((_, { status }) => void (status && follow()));
	browser.tabs.onRemoved.addListener((tabId) => void engine.tabClosed(tabId));
	browser.windows.onFocusChanged.addListener(() => void follow());

	browser.permissions.onAdded.addListener(() => void engine.sitesChanged());
	browser.permissions.onRemoved.addListener(() => void engine.sitesChanged());

	browser.notifications.onClicked.addListener((id) => void engine.notificationClicked(id));

	browser.commands.onCommand.addListener((name) => void engine.shortcut(name));

	browser.runtime.onStartup.addListener(() => void host.engine());
	browser.runtime.onInstalled.addListener(({ reason }) => {
		void host.engine().then(({ session }) => {
			// Who is connected already is at work: the page would take the CRM tab's place in front of her.
			if (reason === 'install' && !session) void browser.runtime.openOptionsPage();
		});
	});
	void host.engine().then((running) => running.overlay.greetAll());
	void policy();
});
