import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { numbers } from '../../demo/sample-crm/people.ts';
import {
	audioStatus,
	detailOf,
	facts,
	frameText,
	lines,
	openPanel,
	photograph,
	playedSeconds,
} from '../support/after-call/panel.ts';
import { sentences, spokenCall } from '../support/after-call/speech.ts';
import { type Stand, startStand } from '../support/after-call/stand.ts';
import type { RecordedCall } from '../support/after-call/webex-account.ts';
import { waitForCard } from '../support/card.ts';
import { openInFront } from '../support/chromium.ts';
import { needProgram } from '../support/skip.ts';

const MIRA = '101';
/** What asks Webex about a recording, or for it. */
const vendorFiles = /convergedRecordings|recording-audio/;

let stand: Stand;
let audio: Buffer;

// Each test goes on where the one before has left inbox and settings.
test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
	test.setTimeout(120_000);
	needProgram('chromium');
	needProgram('espeak');
	audio = await spokenCall();
	stand = await startStand();
});

test.afterAll(async () => {
	await stand?.close();
});

test.afterEach(async () => {
	for (const page of stand.chromium.context.pages().slice(1)) await page.close();
});

function callFrom(from: string): RecordedCall {
	return stand.account.call({ from, to: numbers.ownLine, audio });
}

test('without consent nothing is fetched, and the panel says why', async () => {
	const call = callFrom(numbers.jonas);
	expect(await call.rest()).toEqual([200, 200, 200, 200]);
	const panel = await openPanel(stand.chromium, call);
	await expect(panel.getByText('Recording: stopped')).toBeVisible();
	await expect(panel.getByText('For this line nobody has set how callers learn').first()).toBeVisible();
	await expect(panel.getByRole('button', { name: 'Play', exact: true })).toBeHidden();
	await photograph(panel, 'no-consent');
	expect(
		stand.webex.server.requests.filter((one) => /convergedRecordings|recording-audio/.test(one)),
	).toEqual([]);
	expect(stand.models.uploads).toEqual([]);
});

test('what was said becomes facts with proof, and what is accepted is written once', async () => {
	await stand.setConsent('announced');
	const crmTab = await openInFront(stand.chromium, `${stand.world.crm.origin}/`);
	const call = callFrom(numbers.mira);
	await call.next();
	await call.next();
	await waitForCard(crmTab, /In progress.*Mira Lindqvist|Mira Lindqvist.*In progress/);
	await call.rest();
	await expect.poll(() => frameText(crmTab)).toContain('4 facts to check');
	await photograph(crmTab, 'card-facts');
	const panel = await openPanel(stand.chromium, call);
	await expect(lines(panel)).toHaveCount(sentences.length);
	await expect(facts(panel).getByText('vier Wochen zum Monatsende', { exact: true })).toBeVisible();
	await expect(facts(panel).getByText('1 value without proof was left out')).toBeVisible();
	await expect(panel.getByText('Potsdam')).toHaveCount(0);
	await expect(facts(panel)).toContainText('Mira Lindqvist’s record in the CRM');
	await photograph(panel, 'draft');
	expect(stand.crm.writes, 'nothing is written that nobody accepted').toEqual([]);
	await panel.getByRole('button', { name: 'Accept Notice period: vier Wochen zum Monatsende' }).click();
	await expect(facts(panel).getByText('Written to the CRM ✓', { exact: false })).toBeVisible();
	await photograph(panel, 'written');
	expect(stand.crm.writes).toEqual([
		{
			method: 'PATCH',
			path: `/api/candidates/${MIRA}`,
			body: { notice_period: 'vier Wochen zum Monatsende' },
			key: expect.any(String),
		},
	]);
	expect(stand.models.uploads).toHaveLength(1);
	expect(stand.models.uploads[0]?.seconds).toBeGreaterThan(5);
	const { violations } = await new AxeBuilder({ page: panel }).analyze();
	expect(violations.map(({ id, help }) => `${id}: ${help}`)).toEqual([]);
});

test('the recording plays, from the line and from the proof that one clicks', async () => {
	const call = await toldCall(numbers.mira);
	const panel = await openPanel(stand.chromium, call);
	await panel.getByRole('button', { name: 'Play from 0:07' }).click();
	await expect.poll(() => playedSeconds(panel)).toBeGreaterThan(7.5);
	expect(await playedSeconds(panel)).toBeLessThan(10);
	await expect(panel.locator('[aria-current="true"]')).toContainText('Kündigungsfrist');
	await photograph(panel, 'playing');
	await panel
		.getByRole('button', { name: /^Show where it was said: Hier ist Mira/ })
		.first()
		.click();
	await expect.poll(() => playedSeconds(panel)).toBeLessThan(6);
	await expect.poll(() => playedSeconds(panel)).toBeGreaterThan(4);
	await panel.getByRole('button', { name: 'Pause' }).click();
	const paused = await playedSeconds(panel);
	await panel.waitForTimeout(300);
	expect(await playedSeconds(panel)).toBe(paused);
	await panel.getByRole('slider', { name: 'Position in the recording' }).press('ArrowRight');
	await expect.poll(() => playedSeconds(panel)).toBeCloseTo(paused + 5, 1);
});

test('a recording that is deleted is gone at once; what was written down stays', async () => {
	const call = await toldCall(numbers.jonas);
	const path = `/v1/recordings/${stand.account.connectionId}/${call.recordingId}`;
	expect(await audioStatus(stand.access, path)).toBe(206);
	const panel = await openPanel(stand.chromium, call);
	await panel.getByRole('button', { name: 'Delete this recording now' }).click();
	await photograph(panel, 'delete-dialog');
	await panel.getByRole('dialog').getByRole('button', { name: 'Delete this recording now' }).click();
	await expect(panel.getByText('The recording was deleted.')).toBeVisible();
	await expect(panel.getByRole('region', { name: 'Recording' })).toBeHidden();
	await expect(lines(panel)).toHaveCount(sentences.length);
	await photograph(panel, 'deleted');
	expect(await audioStatus(stand.access, path)).toBe(404);
});

test('a call that is not to be transcribed is not fetched either', async () => {
	const call = callFrom(numbers.jonas);
	for (const _ of ['rings', 'is answered', 'ends']) await call.next();
	const panel = await openPanel(stand.chromium, call);
	await panel.getByRole('button', { name: 'Do not transcribe' }).click();
	await panel.getByRole('dialog').getByRole('button', { name: 'Do not transcribe' }).click();
	await expect(panel.getByText('This call is not transcribed', { exact: false })).toBeVisible();
	const [asked, heard] = [stand.webex.server.requests.length, stand.models.uploads.length];
	expect(await call.rest()).toEqual([200]);
	const reasons = async () => (await detailOf(stand.access, call)).progress.map(({ reason }) => reason);
	await expect.poll(reasons).toContain('declined');
	await expect(facts(panel)).toBeHidden();
	await photograph(panel, 'declined');
	const since = stand.webex.server.requests.slice(asked);
	expect(since.filter((one) => vendorFiles.test(one))).toEqual([]);
	expect(stand.models.uploads).toHaveLength(heard);
});

test('an unknown caller waits in the inbox, and is written to whom she is given', async () => {
	stand.crm.writes.length = 0;
	const call = await toldCall('+493023125991');
	const panel = await openPanel(stand.chromium, call);
	await expect(facts(panel)).toContainText('goes to the CRM’s unassigned calls');
	await panel.getByRole('button', { name: /^Accept Salary wish/ }).click();
	await expect.poll(() => stand.crm.unassigned).toHaveLength(1);
	expect(stand.crm.unassigned[0]).toMatchObject({
		external_id: call.callId,
		phone_number: '+493023125991',
		provider: 'webex',
		facts: { salary_wish: '65000 Euro im Jahr' },
	});
	await panel.getByRole('button', { name: /Inbox/ }).click();
	const box = panel.getByRole('region', { name: /\+49 30 23125991/ });
	// The call is filed once the last view of its end has had time to come.
	await expect(box).toBeVisible({ timeout: 25_000 });
	await photograph(panel, 'inbox');
	await box.getByRole('button', { name: 'Assign to Mira Lindqvist' }).click();
	await expect(panel.getByText('Nobody waits.', { exact: false })).toBeVisible();
	await expect
		.poll(() => writesOf('PATCH'))
		.toEqual([{ path: `/api/candidates/${MIRA}`, body: { salary_wish: '65000 Euro im Jahr' } }]);
	expect(writesOf('POST'), 'the CRM was told of the call once').toHaveLength(1);
});

test('not now can be taken back, and an unknown caller becomes a lead', async () => {
	stand.crm.writes.length = 0;
	const call = await toldCall('+493023125992');
	const panel = await openPanel(stand.chromium);
	await panel.getByRole('button', { name: /Inbox/ }).click();
	const box = panel.getByRole('region', { name: /\+49 30 23125992/ });
	await expect(box).toBeVisible({ timeout: 25_000 });
	await box.getByRole('button', { name: 'Not now' }).click();
	await expect(box).toBeHidden();
	await photograph(panel, 'inbox-undo');
	await panel.getByRole('button', { name: 'Undo' }).click();
	await box.getByRole('button', { name: 'Create lead' }).click();
	await expect(box.getByLabel('Name')).toHaveValue('Mira Lindqvist');
	await box.getByLabel('Name').fill('Mira Sundström');
	await photograph(panel, 'inbox-create');
	await box.locator('form').getByRole('button', { name: 'Create lead' }).click();
	await expect(panel.getByText('Nobody waits.', { exact: false })).toBeVisible();
	const shown = await openPanel(stand.chromium, call);
	await expect(shown.getByRole('heading', { name: 'Mira Sundström' })).toBeVisible();
	expect(writesOf('PATCH'), 'a lead of ours alone has no record in the CRM').toEqual([]);
});

/** A call that is over, whose facts are drawn. */
async function toldCall(from: string): Promise<RecordedCall> {
	const call = callFrom(from);
	expect(await call.rest()).toEqual([200, 200, 200, 200]);
	const hasFacts = async () => (await detailOf(stand.access, call)).extraction !== undefined;
	await expect.poll(hasFacts).toBe(true);
	return call;
}

function writesOf(method: string) {
	return stand.crm.writes.flatMap((one) =>
		one.method === method ? [{ path: one.path, body: one.body }] : [],
	);
}
