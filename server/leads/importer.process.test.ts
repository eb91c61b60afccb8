import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ImportPreview, ImportStatus, LeadsPage } from '../../lib/contract/api.ts';
import { writeCursor } from '../fanout/cursor.ts';
import { openSse, startTestApp, type TestApp } from '../http/app.testkit.ts';

let t: TestApp;
beforeAll(async () => {
	t = await startTestApp();
});
afterAll(() => t.stop());

async function upload(body: BodyInit): Promise<Response> {
	return fetch(`${t.origin}/v1/imports`, {
		method: 'POST',
		headers: { authorization: `Bearer ${t.admin.token}`, 'content-type': 'text/csv' },
		body,
	});
}

const preview = async (body: BodyInit) => ImportPreview.parse(await (await upload(body)).json());
const statusOf = async (id: string) =>
	ImportStatus.parse(await (await t.api(t.admin.token, `/v1/imports/${id}`)).json());

async function run(body: BodyInit): Promise<ImportStatus> {
	const { importId, guess } = await preview(body);
	const started = await t.api(t.admin.token, `/v1/imports/${importId}/run`, { mapping: guess, region: 'DE' });
	expect(started.status).toBe(200);
	return finished(importId);
}

async function finished(importId: string): Promise<ImportStatus> {
	for (;;) {
		const status = await statusOf(importId);
		if (status.state !== 'running') return status;
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
}

async function leads(after?: string) {
	const query = after === undefined ? '' : `?after=${after}`;
	return LeadsPage.parse(await (await t.api(t.admin.token, `/v1/leads${query}`)).json());
}

test('a file is previewed, imported, told to the devices, and read by them page by page', async () => {
	const stream = await openSse(t.origin, t.admin.token);
	await stream.next('ready');
	const shown = await preview(
		'\ufeffID;Name;Telefon\r\n1;Änne Müller;030 23125101\r\n2;Ben;030 23125102\r\n',
	);
	expect(shown).toMatchObject({
		delimiter: ';',
		encoding: 'utf-8',
		rowCount: 2,
		columns: ['ID', 'Name', 'Telefon'],
	});
	expect(shown.sample[0]).toEqual({ ID: '1', Name: 'Änne Müller', Telefon: '030 23125101' });
	expect((await leads()).total).toBe(0);
	const body = {
		mapping: { ...shown.guess, recordUrlTemplate: 'https://crm.example/people/{id}' },
		region: 'DE',
	};
	expect((await t.api(t.admin.token, `/v1/imports/${shown.importId}/run`, body)).status).toBe(200);
	expect(await finished(shown.importId)).toMatchObject({ state: 'done', createdCount: 2, rejectedCount: 0 });
	await stream.next('event', shown.importId);
	stream.close();
	const page = await leads();
	expect(page).toMatchObject({ done: true, total: 2 });
	expect(page.leads[0]).toMatchObject({ name: 'Änne Müller', recordUrl: 'https://crm.example/people/1' });
	expect((await leads(page.next)).leads).toEqual([]);
});

test('the same file again changes nothing and tells nobody', async () => {
	const csv = 'Name,Phone\nAda,030 23125103\n';
	expect(await run(csv)).toMatchObject({ createdCount: 1 });
	const before = (await leads()).next;
	expect(await run(csv)).toMatchObject({ state: 'done', createdCount: 0, updatedCount: 0 });
	expect((await leads()).next).toBe(before);
});

test('rows that cannot be read are listed with the reason and can be downloaded, safe for a spreadsheet', async () => {
	const csv =
		'Name,Phone,Link\nGood,030 23125104,https://x.example/1\n=cmd(),1,javascript:alert(1)\n,,\n"open,1,2\nLast,030 23125105,\n';
	const status = await run(csv);
	expect(status).toMatchObject({ state: 'done', createdCount: 2, rejectedCount: 3 });
	expect(status.rejected.map(({ row }) => row)).toEqual([3, 4, 5]);
	const response = await t.api(t.admin.token, `/v1/imports/${status.importId}/rejected.csv`);
	expect(response.headers.get('content-disposition')).toContain('attachment');
	const text = await response.text();
	expect(text.split('\r\n')[0]).toBe('Row,Reason,Name,Phone,Link');
	expect(text).toContain(`"'=cmd()"`);
});

test('a mapping that does not fit is refused in words, an import runs once, an empty file is no import', async () => {
	const { importId, guess } = await preview('Name,Phone\nEve,1\n');
	const go = (mapping: object) =>
		t.api(t.admin.token, `/v1/imports/${importId}/run`, { mapping, region: 'DE' });
	const wrong = await go({ ...guess, company: 'Firma' });
	expect([wrong.status, await wrong.text()]).toEqual([422, expect.stringContaining('Firma')]);
	expect((await go(guess)).status).toBe(200);
	await finished(importId);
	expect((await go(guess)).status).toBe(409);
	expect((await upload('')).status).toBe(422);
});

test('a cursor of another log is answered with a reset', async () => {
	const page = await leads(writeCursor({ epoch: 'another', seq: 5 }));
	expect(page).toMatchObject({ reset: true, leads: [], done: false });
	expect((await leads(page.next)).leads.length).toBeGreaterThan(0);
});

test('an import can be cancelled; what was written stays and is told', async () => {
	const rows = Array.from({ length: 20_000 }, (_, index) => `Cancel ${index},030 ${23_000_000 + index}`);
	const { importId, guess } = await preview(`Name,Phone\n${rows.join('\n')}\n`);
	await t.api(t.admin.token, `/v1/imports/${importId}/run`, { mapping: guess, region: 'DE' });
	while ((await statusOf(importId)).readCount === 0) await new Promise((resolve) => setTimeout(resolve, 5));
	await t.api(t.admin.token, `/v1/imports/${importId}/cancel`, {});
	const status = await finished(importId);
	expect(status.state).toBe('cancelled');
	expect(status.createdCount).toBeGreaterThan(0);
	expect(status.createdCount).toBeLessThan(20_000);
});

test('100,000 rows, one of them broken, do not stall anyone else', { timeout: 180_000 }, async () => {
	const rows = Array.from(
		{ length: 100_000 },
		(_, index) => `P${index},Person ${index},0171 ${2_000_000 + index},p${index}@x.example`,
	);
	rows[50_000] = 'P50000,"Person,0171 2';
	const csv = `ID,Name,Mobile,Email\n${rows.join('\n')}\n`;
	const delay = monitorEventLoopDelay({ resolution: 5 });
	delay.enable();
	const status = await run(csv);
	delay.disable();
	expect(status).toMatchObject({ state: 'done', rowCount: 100_000, createdCount: 99_999, rejectedCount: 1 });
	expect(status.rejected[0]?.row).toBe(50_002);
	expect(delay.percentile(99) / 1e6).toBeLessThan(50);
});
