import type { CDPSession, Page } from 'playwright';

interface DomNode {
	nodeName: string;
	nodeType: number;
	nodeValue: string;
	backendNodeId: number;
	attributes?: string[];
	children?: DomNode[];
	shadowRoots?: (DomNode & { shadowRootType: string })[];
	contentDocument?: DomNode;
}

/** What stands in the closed shadow roots of a page: not to be had by the page, so it is read by the debugger. */
export interface CardReading {
	/** All text, in order, white space collapsed. */
	text: string;
	/** The text of each card. */
	cards: string[];
	buttons: { label: string; backendNodeId: number }[];
	/** Backend ids of the elements that hold a closed shadow root. */
	hosts: number[];
	/** The names of all elements inside. */
	elements: string[];
}

const sessions = new WeakMap<Page, Promise<CDPSession>>();

function sessionOf(page: Page): Promise<CDPSession> {
	const known = sessions.get(page);
	if (known !== undefined) return known;
	const session = page.context().newCDPSession(page);
	sessions.set(page, session);
	return session;
}

/** Reads the overlay of a page now; empty when there is none. */
export async function readCard(page: Page): Promise<CardReading> {
	const session = await sessionOf(page);
	const { root } = (await session.send('DOM.getDocument', { depth: -1, pierce: true })) as { root: DomNode };
	const reading: CardReading = { text: '', cards: [], buttons: [], hosts: [], elements: [] };
	findClosedRoots(root, reading);
	reading.text = collapsed(reading.text);
	return reading;
}

function findClosedRoots(node: DomNode, reading: CardReading): void {
	for (const shadow of node.shadowRoots ?? []) {
		if (shadow.shadowRootType !== 'closed') continue;
		reading.hosts.push(node.backendNodeId);
		readInside(shadow, reading);
	}
	for (const child of node.children ?? []) findClosedRoots(child, reading);
}

function readInside(node: DomNode, reading: CardReading): void {
	if (node.nodeName === 'STYLE' || node.nodeName === 'IFRAME') return;
	if (node.nodeType === 3) reading.text += `${node.nodeValue} `;
	if (node.nodeType === 1) reading.elements.push(node.nodeName);
	if (attribute(node, 'class')?.split(' ').includes('card')) reading.cards.push(collapsed(textOf(node)));
	if (isButton(node)) reading.buttons.push({ label: labelOf(node), backendNodeId: node.backendNodeId });
	for (const child of node.children ?? []) readInside(child, reading);
}

function isButton(node: DomNode): boolean {
	return node.nodeName === 'BUTTON' || node.nodeName === 'A' || attribute(node, 'role') === 'option';
}

function attribute(node: DomNode, name: string): string | undefined {
	const list = node.attributes ?? [];
	const at = list.findIndex((entry, index) => index % 2 === 0 && entry === name);
	return at < 0 ? undefined : list[at + 1];
}

function labelOf(node: DomNode): string {
	const label = attribute(node, 'aria-label') ?? attribute(node, 'title');
	return label ?? collapsed(textOf(node));
}

function collapsed(text: string): string {
	return text.replaceAll(/\s+/g, ' ').trim();
}

function textOf(node: DomNode): string {
	return node.nodeType === 3 ? node.nodeValue : (node.children ?? []).map(textOf).join(' ');
}

/** Waits until what the card says satisfies `wanted`, then gives it. @throws Error with the last reading */
export async function waitForCard(
	page: Page,
	wanted: RegExp | ((reading: CardReading) => boolean),
	timeoutMs = 5_000,
): Promise<CardReading> {
	const fits = (reading: CardReading) =>
		wanted instanceof RegExp ? wanted.test(reading.text) : wanted(reading);
	const deadline = performance.now() + timeoutMs;
	for (;;) {
		const reading = await readCard(page);
		if (fits(reading)) return reading;
		if (performance.now() > deadline) {
			throw new Error(`The card was never ${wanted}; it said: “${reading.text}”`);
		}
		await new Promise((resolve) => setTimeout(resolve, 40));
	}
}

/** Clicks as a person does: with the mouse, where the button is painted. */
export async function clickInCard(page: Page, label: RegExp): Promise<void> {
	const { buttons, text } = await readCard(page);
	const button = buttons.find((entry) => label.test(entry.label));
	if (!button) {
		const there = buttons.map((entry) => entry.label).join(' | ');
		throw new Error(`No button ${label} in the card; there are: ${there} in “${text}”`);
	}
	const session = await sessionOf(page);
	const { backendNodeId } = button;
	const { model } = await session.send('DOM.getBoxModel', { backendNodeId });
	const [left = 0, top = 0, , , right = 0, bottom = 0] = model.border;
	await page.mouse.click((left + right) / 2, (top + bottom) / 2);
	// A pointer that rests on a card keeps it from folding away.
	await page.mouse.move(5, 5);
}
