import type { Locator, Page } from 'playwright';
import type { Person } from './person.ts';

/** ms until the page shows what the browser was told. */
const SHOWN_MS = 4_000;

/** A section of the options page. */
export async function go(page: Page, section: string): Promise<void> {
	await page.getByRole('navigation').getByRole('link', { name: section, exact: true }).click();
}

/** The button with exactly this on it. */
export function button(page: Page, name: string): Locator {
	return page.getByRole('button', { name, exact: true });
}

/** From the link that she has to a browser that is hers: the page it leads to, Copy, and the options page. */
export async function join({ chromium, options, count, paste }: Person, link: string): Promise<void> {
	count.begin('Connect this browser');
	const page = await chromium.context.newPage();
	await page.goto(link);
	await button(page, 'Copy').click();
	await page.getByText('Copied.').waitFor();
	await page.close();
	await options.bringToFront();
	await paste(options.getByLabel('Admin or invite link'));
	await button(options, 'Connect').click();
	await options.getByRole('heading', { name: /Connect this browser with your team \(done\)/ }).waitFor();
}

/** Her CRM, and the question of the browser. */
export async function allowCrm({ options, count, type, answerBrowser }: Person, crm: string): Promise<void> {
	count.begin('Allow the CRM');
	await button(options, 'Another site').click();
	await type(options.getByLabel('Address of your CRM'), crm);
	await button(options, 'Switch on').click();
	await sayYes(options, answerBrowser);
}

/** The CRM that her admin switched on before: offered by its name. */
export async function allowTeamCrm({ options, count, answerBrowser }: Person, crm: string): Promise<void> {
	count.begin('Allow the CRM');
	await button(options, `Allow ${new URL(crm).hostname}`).click();
	await sayYes(options, answerBrowser);
}

/** To the question of the browser, until the page shows that it was heard. */
async function sayYes(options: Page, answerBrowser: Person['answerBrowser']): Promise<void> {
	const done = options.getByRole('heading', { name: /Allow your CRM \(done\)/ });
	await answerBrowser(() =>
		done.waitFor({ timeout: SHOWN_MS }).then(
			() => true,
			() => false,
		),
	);
}
