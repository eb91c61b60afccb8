import type { Page } from 'playwright';
import type { Person } from './person.ts';
import type { WholeWayVendor } from './vendor.ts';

/** Signs in to her own phone on the vendor's page, and comes back to a page that says so. */
export async function signIn({ chromium, options, count }: Person, vendor: WholeWayVendor): Promise<void> {
	if (!vendor.accept) return;
	count.begin('Sign in to her phone');
	await options.bringToFront();
	const [page] = await Promise.all([
		chromium.context.waitForEvent('page'),
		options.getByRole('button', { name: `Sign in to ${vendor.label}` }).click(),
	]);
	await page.getByText(vendor.accept).click();
	await page.getByRole('heading', { name: /signed in/i }).waitFor();
	await page.close();
	await options.bringToFront();
	await options.getByRole('heading', { name: /Sign in to your phone \(done\)/ }).waitFor();
}

/** Her CRM, in front. */
export async function openCrm({ chromium }: Person, crm: string): Promise<Page> {
	const tab = await chromium.context.newPage();
	await tab.goto(crm);
	await tab.bringToFront();
	return tab;
}
