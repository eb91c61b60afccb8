import { numbers } from '../../demo/sample-crm/people.ts';
import { readCard, waitForCard } from '../support/card.ts';
import { expect, test } from './fixtures.ts';

const hostileName = '<img src=x onerror="document.title=1"><b>Eve</b>\u202Egnp';

test('a hostile caller name is only text', async ({ world, crmTab }) => {
	await world.call({ from: numbers.unknown, name: hostileName }).next();
	const card = await waitForCard(crmTab, /Eve/);
	expect(card.text).toContain('<img');
	expect(card.text).not.toContain('\u202E');
	expect(card.elements).not.toContain('IMG');
	expect(card.elements.filter((name) => name === 'B')).toEqual([]);
	expect(await crmTab.title()).toContain('Sample CRM');
});

test('a name of 10,000 characters leaves the card in shape', async ({ world, crmTab }) => {
	await world.call({ from: numbers.unknown, name: 'A'.repeat(10_000) }).next();
	const card = await waitForCard(crmTab, /AAAA/);
	expect(card.text.length).toBeLessThan(1_500);
	expect(await crmTab.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});

test('a page that removes the card gets it back', async ({ world, crmTab }) => {
	await crmTab.evaluate(() => {
		let removals = 0;
		new MutationObserver((changes) => {
			for (const change of changes) {
				for (const node of change.addedNodes) {
					if (node instanceof HTMLElement && removals < 1 && node.tagName !== 'SCRIPT') {
						removals += 1;
						node.remove();
					}
				}
			}
		}).observe(document.documentElement, { childList: true });
	});
	await world.call({ from: numbers.jonas }).next();
	await waitForCard(crmTab, /Jonas Albrecht/);
});

test('a page can neither reach the extension nor speak for it', async ({ world, chromium, crmTab }) => {
	await world.call({ from: numbers.mira }).next();
	await waitForCard(crmTab, /Mira Lindqvist/);
	const reached = await crmTab.evaluate(async (extensionId) => {
		const messages = [
			'dismissCall',
			'currentCards',
			'status',
			'unpair',
			'openRecord',
			'saveNote',
			'showCards',
		];
		const found: string[] = [];
		for (const type of messages) {
			const message = { id: 1, type, data: [], timestamp: 0, secret: '' };
			window.postMessage(message, '*');
			for (const frame of Array.from(window.frames)) frame.postMessage(message, '*');
			document.dispatchEvent(new CustomEvent(type, { detail: message }));
			const runtime = (window as { chrome?: { runtime?: { sendMessage?: unknown } } }).chrome?.runtime;
			if (runtime?.sendMessage) found.push('chrome.runtime.sendMessage');
		}
		for (const element of Array.from(document.querySelectorAll('*'))) {
			if (element.shadowRoot) found.push('open shadow root');
		}
		for (const file of ['options.html', 'popup.html', 'frame.html']) {
			const there = await fetch(`chrome-extension://${extensionId}/${file}`).then(
				(response) => response.ok,
				() => false,
			);
			if (there) found.push(file);
		}
		return found;
	}, chromium.extensionId);
	expect(reached).toEqual([]);
	await crmTab.waitForTimeout(500);
	expect((await readCard(crmTab)).text).toContain('Mira Lindqvist');
});

test('a page that breaks its own built-ins does not break the card', async ({ world, crmTab }) => {
	await crmTab.addInitScript(() => {
		const trap = () => {
			throw new Error('trapped');
		};
		Object.assign(Element.prototype, { attachShadow: trap });
		Object.assign(Array.prototype, { map: trap });
		Object.assign(JSON, { parse: trap });
	});
	await crmTab.reload();
	await world.call({ from: numbers.mira }).next();
	await waitForCard(crmTab, /Mira Lindqvist/);
});
