import type { Page } from 'playwright';

/** Wall clock in ms with fractions; the same clock in every process of this machine. */
export function wallClock(): number {
	return performance.timeOrigin + performance.now();
}

interface Watched {
	ringsidePainted: Promise<number>;
	ringsideFrame: Promise<number>;
}

/**
 * Arms the page. Both resolve with the wall clock in ms. Arm before the ring, await after it.
 * `painted`: the second animation frame after the overlay's element was put into the page.
 * `frame`: the frame part has rendered and told the page how high it is.
 */
export async function watchPaint(
	page: Page,
): Promise<{ painted(): Promise<number>; frame(): Promise<number> }> {
	await page.evaluate(() => {
		const now = () => performance.timeOrigin + performance.now();
		const ringsidePainted = new Promise<number>((resolve) => {
			const observer = new MutationObserver((changes) => {
				if (!changes.some((change) => change.addedNodes.length > 0)) return;
				observer.disconnect();
				requestAnimationFrame(() => requestAnimationFrame(() => resolve(now())));
			});
			observer.observe(document.documentElement, { childList: true });
		});
		const ringsideFrame = new Promise<number>((resolve) => {
			const hear = ({ origin }: MessageEvent) => {
				if (!origin.startsWith('chrome-extension:')) return;
				removeEventListener('message', hear);
				resolve(now());
			};
			addEventListener('message', hear);
		});
		Object.assign(window, { ringsidePainted, ringsideFrame });
	});
	return {
		painted: () => page.evaluate(() => (window as unknown as Watched).ringsidePainted),
		frame: () => page.evaluate(() => (window as unknown as Watched).ringsideFrame),
	};
}
