import type { Page } from 'playwright';
import { z } from 'zod';

const Answer = z.object({ id: z.literal(1), result: z.object({ result: z.object({ value: z.string() }) }) });

/** The text of the browser's own side panel, which is no page to Playwright; undefined while none is open. */
export async function readSidePanel(page: Page): Promise<string | undefined> {
	const session = await page.context().newCDPSession(page);
	try {
		const { targetInfos } = await session.send('Target.getTargets');
		const target = targetInfos.find(({ url }) => /^chrome-extension:.*\/sidepanel\.html/.test(url));
		if (!target) return undefined;
		const { sessionId } = await session.send('Target.attachToTarget', {
			targetId: target.targetId,
			flatten: false,
		});
		const answered = new Promise<string | undefined>((resolve) => {
			session.on('Target.receivedMessageFromTarget', ({ message }) =>
				resolve(Answer.safeParse(JSON.parse(message)).data?.result.result.value),
			);
			// A page that is only just loading gives no answer: to be asked again.
			setTimeout(() => resolve(undefined), 1_000);
		});
		const expression = 'String(document.body.textContent)';
		const message = JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression } });
		await session.send('Target.sendMessageToTarget', { sessionId, message });
		return await answered;
	} finally {
		await session.detach();
	}
}
