import type { BrowserContext, Page } from 'playwright';

/** What one person did in one part of the way. */
export interface PartCount {
	part: string;
	/** Buttons, links and choices on pages of the extension and of our server. */
	clicks: number;
	/** Fields typed or pasted into, or chosen from, there. */
	fields: number;
	/** Clicks on the vendor's own pages. */
	atVendor: number;
	/** Questions of the browser itself, which no page sees: answered yes. */
	answers: number;
}

type Kind = 'click' | 'field';

/** Adds up what one person does in her browser, from the browser's own events. */
export interface StepCount {
	readonly parts: PartCount[];
	/** What follows belongs to this part of the way. */
	begin(part: string): void;
	/** The browser itself asked, and she said yes. */
	answered(): void;
}

declare function countStep(kind: Kind): void;

interface CountedPage {
	isCounted?: boolean;
}

/** Runs in each page. Only what a person did is trusted; a click into a field is part of filling it. */
function listen(): void {
	const page = globalThis as CountedPage;
	if (page.isCounted) return;
	page.isCounted = true;
	const typed = 'input:not([type=checkbox]):not([type=radio]):not([type=file]), textarea, select';
	const isTyped = (event: Event) => {
		const [target] = event.composedPath();
		return target instanceof Element && target.matches(typed);
	};
	addEventListener('click', (event) => event.isTrusted && !isTyped(event) && countStep('click'), true);
	addEventListener('change', (event) => event.isTrusted && isTyped(event) && countStep('field'), true);
}

/** Counts on all pages of this browser, those that are open already too. `vendorOrigin`: where the vendor's pages are. */
export async function countSteps(context: BrowserContext, vendorOrigin: string): Promise<StepCount> {
	const parts: PartCount[] = [];
	const current = (): PartCount => {
		const part = parts.at(-1);
		if (!part) throw new Error('Something was done before the first part began');
		return part;
	};
	const count = ({ page }: { page: Page }, kind: Kind) => {
		const isVendors = page.url().startsWith(vendorOrigin);
		if (kind === 'field') current().fields += 1;
		else if (isVendors) current().atVendor += 1;
		else current().clicks += 1;
	};
	await context.exposeBinding('countStep', count);
	await context.addInitScript(listen);
	// One that is being loaded just now has it from the line above.
	for (const page of context.pages()) await page.evaluate(listen).catch(() => undefined);
	return {
		parts,
		begin: (part) => void parts.push({ part, clicks: 0, fields: 0, atVendor: 0, answers: 0 }),
		answered() {
			current().answers += 1;
		},
	};
}
