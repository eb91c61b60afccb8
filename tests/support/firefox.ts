import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { z } from 'zod';

const extensionId = 'ringside@ringside.dev';
/** Fixed, so that the address of the extension's pages is known. */
const uuid = '6d5f2c1e-3a4b-4c5d-8e9f-0a1b2c3d4e5f';

export interface RunningFirefox {
	browser: Browser;
	/** Opens one of the extension's own pages. */
	openOwnPage(name: 'options' | 'popup'): Promise<OwnPage>;
	close(): Promise<void>;
}

/** A page of the extension: Firefox tells automation nothing of its loading, so it is asked. */
export interface OwnPage {
	/** Waits until the page's text matches. @throws Error with the text it had instead */
	says(wanted: RegExp): Promise<void>;
	/** Types into the field of this name and presses Enter. */
	submit(field: string, text: string): Promise<void>;
	goTo(hash: string): Promise<void>;
}

/** Opens Firefox by WebDriver BiDi and installs the built extension as a temporary add-on. */
export async function launchFirefox(
	executablePath: string,
	extension: string,
	env: Record<string, string> = {},
): Promise<RunningFirefox> {
	const browser = await puppeteer.launch({
		browser: 'firefox',
		executablePath,
		headless: true,
		env: { ...process.env, ...env },
		args: ['--remote-allow-system-access'],
		extraPrefsFirefox: { 'extensions.webextensions.uuids': JSON.stringify({ [extensionId]: uuid }) },
	});
	await browser.installExtension(extension);
	return {
		browser,
		openOwnPage: (name) => openOwnPage(browser, `moz-extension://${uuid}/${name}.html`),
		close: () => browser.close(),
	};
}

async function openOwnPage(browser: Browser, url: string): Promise<OwnPage> {
	const page = await browser.newPage();
	const { send } = connectionOf(browser);
	const context = contextOf(page);
	await send('browsingContext.navigate', { context, url, wait: 'none' });
	const run = async (expression: string) => {
		const answer = await send('script.evaluate', { expression, target: { context }, awaitPromise: false });
		return StringResult.safeParse(answer).data?.result.result.value ?? '';
	};
	const says = async (wanted: RegExp) => {
		const deadline = performance.now() + 15_000;
		for (;;) {
			const text = await run('String(document.body?.textContent)');
			if (wanted.test(text)) return;
			if (performance.now() > deadline) throw new Error(`The page never said ${wanted}, but “${text}”`);
			await new Promise((resolve) => setTimeout(resolve, 100));
		}
	};
	return {
		says,
		submit: async (field, text) => {
			await run(`document.querySelector('[name="${field}"]').focus()`);
			await page.keyboard.type(text);
			await page.keyboard.press('Enter');
		},
		goTo: async (hash) => {
			await run(`location.hash = '${hash}'`);
		},
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

const StringResult = z.object({ result: z.object({ result: z.object({ value: z.string() }) }) });
const Frame = z.object({ _id: z.string() });

interface Connection {
	send(method: string, parameters: object): Promise<unknown>;
}

/** The protocol itself: puppeteer has no public way to what we need of it. */
function connectionOf(browser: Browser): Connection {
	const connection = Reflect.get(browser, 'connection') as Connection | undefined;
	if (!connection) throw new Error('This version of puppeteer keeps its connection elsewhere');
	return { send: (method, parameters) => connection.send(method, parameters) };
}

function contextOf(page: Page): string {
	return Frame.parse({ _id: Reflect.get(page.mainFrame(), '_id') })._id;
}

/** Text in the closed shadow roots of a page; empty when there is none. */
export async function readFirefoxCard(browser: Browser, page: Page): Promise<string> {
	const answer = await connectionOf(browser).send('script.evaluate', {
		expression: 'document.documentElement',
		target: { context: contextOf(page) },
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
