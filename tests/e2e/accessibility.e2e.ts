import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './fixtures.ts';

for (const name of ['options', 'popup', 'sidepanel'] as const) {
	test(`the ${name} page has no accessibility fault that a tool can find`, async ({ chromium }) => {
		const page = await chromium.context.newPage();
		await page.goto(chromium.pageUrl(name));
		await page.waitForTimeout(500);
		const { violations } = await new AxeBuilder({ page }).analyze();
		expect(violations.map((violation) => `${violation.id}: ${violation.help}`)).toEqual([]);
		await page.close();
	});
}
