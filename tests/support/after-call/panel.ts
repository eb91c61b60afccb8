import type { Page } from 'playwright';
import { CallDetail } from '../../../lib/contract/call-detail.ts';
import type { RunningChromium } from '../chromium.ts';
import { type ApiAccess, askApi } from './api.ts';
import type { RecordedCall } from './webex-account.ts';

/** Folder for photographs of what is tested, where somebody wants to look. */
const shots = process.env.TEST_SHOTS;

/** The side panel in a tab of its own, at this call or at its list. */
export async function openPanel(chromium: RunningChromium, call?: RecordedCall): Promise<Page> {
	const panel = await chromium.context.newPage();
	await panel.setViewportSize({ width: 400, height: 1_000 });
	const place = call ? `#call=${encodeURIComponent(call.callId)}` : '';
	await panel.goto(`${chromium.pageUrl('sidepanel')}${place}`);
	return panel;
}

/** Where TEST_SHOTS names a folder: a photograph of the whole page. */
export async function photograph(page: Page, name: string): Promise<void> {
	if (shots) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
}

/** The facts of the call that is shown. */
export function facts(panel: Page) {
	return panel.getByRole('region', { name: 'Facts' });
}

/** What was said in it. */
export function lines(panel: Page) {
	return panel.getByRole('region', { name: 'Transcript' }).getByRole('listitem');
}

/** Where in the recording the player is. */
export function playedSeconds(panel: Page): Promise<number> {
	return panel.locator('audio').evaluate((audio: HTMLAudioElement) => audio.currentTime);
}

/** What the part of the card says that is the extension's own; empty where there is none. */
export async function frameText(tab: Page): Promise<string> {
	const frame = tab.frames().find((one) => /^chrome-extension:\/\/[^/]+\/frame\.html/.test(one.url()));
	return (await frame?.locator('body').innerText()) ?? '';
}

/** All that the server knows of a call. */
export async function detailOf(access: ApiAccess, { callId }: RecordedCall): Promise<CallDetail> {
	const path = `/v1/calls/${encodeURIComponent(callId)}`;
	return CallDetail.parse(await askApi(access, 'GET', path));
}

/** Status of a recording's first bytes. */
export async function audioStatus({ origin, token }: ApiAccess, path: string): Promise<number> {
	const headers = { authorization: `Bearer ${token}`, range: 'bytes=0-9' };
	return (await fetch(`${origin}${path}`, { headers })).status;
}
