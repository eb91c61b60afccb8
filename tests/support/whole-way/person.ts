import type { Locator, Page } from 'playwright';
import { extensionFolder } from '../../../scripts/extension.ts';
import { launchChromium, type RunningChromium } from '../chromium.ts';
import { startVirtualScreen, type VirtualScreen } from '../screen.ts';
import { temporaryFolder } from '../server.ts';
import { needProgram } from '../skip.ts';
import { countSteps, type StepCount } from './step-count.ts';

/** Somebody at a browser of her own, with the shipped extension just installed. */
export interface Person {
	chromium: RunningChromium;
	/** The options page, as it opened at install. */
	options: Page;
	count: StepCount;
	/** Click into the field and type; in a list of choices, type what the choice begins with. */
	type(field: Locator, text: string): Promise<void>;
	/** Click into the field, Ctrl+V. */
	paste(field: Locator): Promise<void>;
	/** What was copied last, pasted somewhere else. */
	pasted(): Promise<string>;
	/** Says yes to the browser's own question, which no page can see; `isAnswered` waits for what comes of it. */
	answerBrowser(isAnswered: () => Promise<boolean>): Promise<void>;
	close(): Promise<void>;
}

/** ms for anything that a person waits for. */
const PATIENCE_MS = 15_000;
/** ms until the browser shows its question; it takes no answer before. */
const QUESTION_MS = 1_500;
/** On a busy machine the question comes late. */
const MOST_ANSWERS = 3;

/** Opens a browser on a screen of its own: what the browser asks by itself is answered there. */
export async function sitDown(name: string, vendorOrigin: string): Promise<Person> {
	needProgram('chromium');
	const screen = await startVirtualScreen(needProgram('xvfb'), needProgram('xdotool'));
	const profile = temporaryFolder(name);
	let chromium: RunningChromium | undefined;
	const close = async () => {
		await chromium?.close();
		screen.close();
		profile.remove();
	};
	try {
		chromium = await open(profile.path, screen);
		const count = await countSteps(chromium.context, vendorOrigin);
		const options = await installedPage(chromium);
		return { chromium, options, count, ...actions(chromium, screen, count), close };
	} catch (error) {
		await close();
		throw error;
	}
}

async function open(profile: string, { env }: VirtualScreen): Promise<RunningChromium> {
	const chromium = await launchChromium({
		extension: extensionFolder('production'),
		profile,
		headless: false,
		env,
		extraArguments: ['--window-size=1280,900', '--window-position=0,0', '--lang=en-US'],
	});
	chromium.context.setDefaultTimeout(PATIENCE_MS);
	return chromium;
}

/** What she does by hand. */
function actions(chromium: RunningChromium, screen: VirtualScreen, count: StepCount) {
	return {
		type: typeInto,
		async paste(field: Locator) {
			await field.click();
			await field.page().keyboard.press('Control+V');
		},
		pasted: () => pasteElsewhere(chromium),
		async answerBrowser(isAnswered: () => Promise<boolean>) {
			for (let attempt = 1; attempt <= MOST_ANSWERS; attempt += 1) {
				await new Promise((resolve) => setTimeout(resolve, QUESTION_MS));
				await screen.press('Tab', 'Return');
				if (await isAnswered()) return count.answered();
			}
			throw new Error('The browser never asked, or was never answered');
		},
	};
}

async function typeInto(field: Locator, text: string): Promise<void> {
	const { keyboard } = field.page();
	const isList = await field.evaluate((element) => element.matches('select'));
	// An open list is drawn by the browser itself, out of reach.
	if (isList) {
		await field.focus();
		await keyboard.type(text);
		return;
	}
	await field.click();
	await keyboard.insertText(text);
}

/** The page that the extension opens by itself. @throws Error when it does not */
async function installedPage({ context, pageUrl }: RunningChromium): Promise<Page> {
	const deadline = performance.now() + PATIENCE_MS;
	for (;;) {
		const page = context.pages().find((one) => one.url().startsWith(pageUrl('options')));
		if (page) return page;
		const open = context.pages().map((one) => one.url());
		if (performance.now() > deadline) throw new Error(`No options page after install, but: ${open}`);
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
}

async function pasteElsewhere({ context }: RunningChromium): Promise<string> {
	const before = context.pages().at(-1);
	const page = await context.newPage();
	await page.setContent('<textarea></textarea>');
	await page.locator('textarea').focus();
	await page.keyboard.press('Control+V');
	const text = await page.locator('textarea').inputValue();
	await page.close();
	await before?.bringToFront();
	return text;
}
