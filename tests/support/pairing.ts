import type { Page } from 'playwright';
import { z } from 'zod';
import type { RunningChromium } from './chromium.ts';

/** Pairs the browser the way a person does: pastes the link on the options page. Leaves the page open. */
export async function pairThroughOptions(browser: RunningChromium, link: string): Promise<Page> {
	const page = await browser.context.newPage();
	await page.goto(browser.pageUrl('options'));
	await page.getByLabel('Admin or invite link').fill(link);
	await page.getByRole('button', { name: 'Connect', exact: true }).click();
	await page
		.getByText(/^Connected to/)
		.first()
		.waitFor({ timeout: 10_000 });
	return page;
}

/** The part of the extension API that a page of the extension needs to ask its worker. */
interface ExtensionPage {
	chrome: { runtime: { sendMessage(message: unknown): Promise<{ res?: unknown }> } };
}

const Status = z.object({ leads: z.object({ count: z.number() }) });
const Access = z.object({ token: z.string() });

/** Asks the worker what the extension's own pages may ask it. */
async function askWorker(page: Page, type: string): Promise<unknown> {
	const answer = await page.evaluate((asked) => {
		const { runtime } = (globalThis as unknown as ExtensionPage).chrome;
		return runtime.sendMessage({ id: 1, type: asked, timestamp: 0 });
	}, type);
	return answer.res;
}

/** Waits until the extension has this many leads in its own store. `page` is one of the extension's own. */
export async function leadsLoaded(page: Page, count: number): Promise<void> {
	const deadline = performance.now() + 15_000;
	while (Status.parse(await askWorker(page, 'status')).leads.count < count) {
		if (performance.now() > deadline) throw new Error(`The extension did not get ${count} leads`);
		await page.waitForTimeout(100);
	}
}

/** The token of the paired browser, to ask the server what its user may see. */
export async function tokenOf(browser: RunningChromium): Promise<string> {
	const page = await browser.context.newPage();
	await page.goto(browser.pageUrl('popup'));
	const { token } = Access.parse(await askWorker(page, 'serverAccess'));
	await page.close();
	return token;
}

/** Switches one more site on under CRMs. `answerPrompt` says yes to the question the browser asks. */
export async function switchSiteOn(
	options: Page,
	address: string,
	answerPrompt: () => Promise<void>,
): Promise<void> {
	const section = (role: 'link' | 'button') => options.getByRole(role, { name: 'CRMs' });
	await section('link').or(section('button')).first().click();
	await options.getByLabel('Address of your CRM').fill(address);
	await options.getByRole('button', { name: 'Switch on', exact: true }).last().click();
	await answerPrompt();
	await options.getByText('crm.localhost').first().waitFor();
}
