import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { z } from 'zod';

const extensionId = 'ringside@ringside.dev';
/** Fixed, so that the address of the extension's pages is known. */
const uuid = '6d5f2c1e-3a4b-4c5d-8e9f-0a1b2c3d4e5f';

export interface RunningFirefox {
	browser: Browser;
	pageUrl(name: 'options' | 'popup'): string;
	close(): Promise<void>;
}

/** Opens Firefox by WebDriver BiDi and installs the built extension as a temporary add-on. */
export async function launchFirefox(executablePath: string, extension: string): Promise<RunningFirefox> {
	const browser = await puppeteer.launch({
		browser: 'firefox',
		executablePath,
		headless: true,
		args: ['--remote-allow-system-access'],
		extraPrefsFirefox: { 'extensions.webextensions.uuids': JSON.stringify({ [extensionId]: uuid }) },
	});
	await browser.installExtension(extension);
	return {
		browser,
		pageUrl: (name) => `moz-extension://${uuid}/${name}.html`,
		close: () => browser.close(),
	};
}

interface RemoteNode {
	value?: {
		nodeValue?: string;
		localName?: string;
		children?: RemoteNode[];
		shadowRoot?: RemoteNode | null;
	};
}

/** Puppeteer has no public way to ask for closed shadow roots, which the protocol itself offers. */
const Connection = z.object({
	connection: z.custom<{ send(method: string, parameters: object): Promise<unknown> }>((value) =>
		Boolean(value),
	),
});
const Frame = z.object({ _id: z.string() });

/** Text in the closed shadow roots of a page; empty when there is none. */
export async function readFirefoxCard(browser: Browser, page: Page): Promise<string> {
	const { connection } = Connection.parse({ connection: Reflect.get(browser, 'connection') });
	const { _id: context } = Frame.parse({ _id: Reflect.get(page.mainFrame(), '_id') });
	const answer = await connection.send('script.evaluate', {
		expression: 'document.documentElement',
		target: { context },
		awaitPromise: false,
		serializationOptions: { maxDomDepth: 30, includeShadowTree: 'all' },
	});
	const { result } = answer as { result: { result?: RemoteNode } };
	return shadowText(result.result, false).replaceAll(/\s+/g, ' ').trim();
}

function shadowText(node: RemoteNode | undefined | null, inside: boolean): string {
	if (!node?.value || node.value.localName === 'style') return '';
	const own = inside ? `${node.value.nodeValue ?? ''} ` : '';
	const shadow = shadowText(node.value.shadowRoot, true);
	return own + shadow + (node.value.children ?? []).map((child) => shadowText(child, inside)).join('');
}
