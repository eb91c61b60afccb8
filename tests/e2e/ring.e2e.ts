import { numbers } from '../../demo/sample-crm/people.ts';
import { clickInCard, readCard, waitForCard } from '../support/card.ts';
import { openInFront } from '../support/chromium.ts';
import { expect, test } from './fixtures.ts';

test('a known caller is shown with company, stage, owner and next step', async ({ world, crmTab }) => {
	expect((await readCard(crmTab)).text, 'nothing of ours before the ring').toBe('');
	await world.call({ from: numbers.mira }).next();
	const { text } = await waitForCard(crmTab, /Mira Lindqvist/);
	for (const word of [
		'Nordlicht Logistik GmbH',
		'HR lead',
		'Offer',
		'Send contract',
		'+49 30 23125101',
		'Webex',
		'Matched by mobile',
	]) {
		expect(text).toContain(word);
	}
});

test('a ring that arrives twice is shown once', async ({ world, crmTab }) => {
	const call = world.call({ from: numbers.jonas });
	expect(await call.next()).toBeLessThan(300);
	await waitForCard(crmTab, /Jonas Albrecht/);
	expect(await call.repeat()).toBeLessThan(300);
	await crmTab.waitForTimeout(700);
	expect((await readCard(crmTab)).cards).toHaveLength(1);
});

test('two people with one number are both offered, and the choice is kept', async ({ world, crmTab }) => {
	await world.call({ from: numbers.shared }).next();
	const { text } = await waitForCard(crmTab, /2 people/);
	expect(text).toContain('Tarek Nasser');
	expect(text).toContain('Juli Petersen');
	await crmTab.waitForTimeout(600);
	await clickInCard(crmTab, /Juli Petersen/);
	await waitForCard(crmTab, (card) => /Juli Petersen/.test(card.text) && !/Tarek Nasser/.test(card.text));
});

test('an unknown caller is said to be unknown, with the country', async ({ world, crmTab }) => {
	await world.call({ from: numbers.unknown }).next();
	const { text } = await waitForCard(crmTab, /Unknown number/);
	expect(text).toContain('Germany');
	expect(text).toContain('+49 30 23125990');
});

test('a withheld number is said to be withheld', async ({ world, crmTab }) => {
	await world.call({ scenario: 'anonymous' }).next();
	await waitForCard(crmTab, /Number withheld/);
});

test('answered and ended update the same card', async ({ world, crmTab }) => {
	const call = world.call({ from: numbers.mira });
	await call.next();
	await waitForCard(crmTab, /Incoming call/);
	await call.next();
	const answered = await waitForCard(crmTab, /In progress/);
	expect(answered.cards).toHaveLength(1);
	await waitForCard(crmTab, /0:0[1-9]/);
	await call.next();
	const ended = await waitForCard(crmTab, /Completed/);
	expect(ended.cards).toHaveLength(1);
});

test('a call nobody answered is shown as missed', async ({ world, crmTab }) => {
	const call = world.call({ from: numbers.jonas, scenario: 'miss' });
	await call.next();
	await waitForCard(crmTab, /Incoming call/);
	await call.next();
	await waitForCard(crmTab, /Missed/);
});

test('dismissed in one tab is gone in the other', async ({ world, chromium, crmTab }) => {
	await world.call({ from: numbers.mira }).next();
	await waitForCard(crmTab, /Mira Lindqvist/);
	const other = await openInFront(chromium, `${world.crm.origin}/people/102`);
	await waitForCard(other, /Mira Lindqvist/);
	await other.waitForTimeout(600);
	await clickInCard(other, /dismiss/i);
	await waitForCard(other, (card) => card.text === '');
	await crmTab.bringToFront();
	await crmTab.waitForTimeout(500);
	expect((await readCard(crmTab)).text).toBe('');
});

test('the record opens at a click', async ({ world, crmTab }) => {
	await world.call({ from: numbers.mira }).next();
	await waitForCard(crmTab, /Mira Lindqvist/);
	await crmTab.waitForTimeout(600);
	await clickInCard(crmTab, /Open in CRM/);
	const opened = () =>
		crmTab
			.context()
			.pages()
			.some((page) => page.url().endsWith('/people/101'));
	await expect.poll(opened).toBe(true);
});

test('nothing of ours stays in the page after the last card', async ({ world, crmTab }) => {
	const before = await crmTab.evaluate(() => document.documentElement.outerHTML.length);
	await world.call({ from: numbers.mira }).next();
	await waitForCard(crmTab, /Mira Lindqvist/);
	await crmTab.waitForTimeout(600);
	await clickInCard(crmTab, /dismiss/i);
	await waitForCard(crmTab, (card) => card.hosts.length === 0);
	expect(await crmTab.evaluate(() => document.documentElement.outerHTML.length)).toBe(before);
});
