import { type BrowserContext, chromium, type Page } from 'playwright';
import { chromiumArguments, getProgram } from '../../scripts/browser.ts';

export interface RunningChromium {
	context: BrowserContext;
	extensionId: string;
	/** Address of one of the extension's own pages. */
	pageUrl(name: 'options' | 'popup' | 'sidepanel'): string;
	close(): Promise<void>;
}

interface LaunchOptions {
	/** Folder of the built extension. */
	extension: string;
	/** Profile folder; kept by the caller. */
	profile: string;
	headless: boolean;
	env?: Record<string, string>;
	extraArguments?: string[];
}

/** Opens Chromium with the extension and waits until its service worker runs. */
export async function launchChromium(options: LaunchOptions): Promise<RunningChromium> {
	const found = await getProgram('chromium');
	if (found.kind === 'missing') throw new Error(found.message);
	const context = await chromium.launchPersistentContext(options.profile, {
		executablePath: found.path,
		headless: false,
		ignoreDefaultArgs: ['--disable-extensions'],
		args: [...chromiumArguments(options.extension, options), ...(options.extraArguments ?? [])],
		env: { ...process.env, ...options.env } as Record<string, string>,
		viewport: options.headless ? { width: 1280, height: 800 } : null,
	});
	const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
	const extensionId = new URL(worker.url()).host;
	return {
		context,
		extensionId,
		pageUrl: (name) => `chrome-extension://${extensionId}/${name}.html`,
		close: () => context.close(),
	};
}

/** Stops the extension's service worker as the browser does when it is short of memory. */
export async function stopServiceWorker(browser: RunningChromium): Promise<void> {
	const page = await browser.context.newPage();
	await page.goto(browser.pageUrl('popup'));
	const session = await browser.context.newCDPSession(page);
	await session.send('ServiceWorker.enable');
	await session.send('ServiceWorker.stopAllWorkers');
	await page.close();
}

/** Brings a tab of the CRM to the front and waits for it to be painted. */
export async function openInFront(browser: RunningChromium, url: string): Promise<Page> {
	const page = await browser.context.newPage();
	await page.goto(url);
	await page.bringToFront();
	return page;
}
