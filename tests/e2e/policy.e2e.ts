import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { z } from 'zod';
import { extensionFolder } from '../../scripts/extension.ts';
import { launchChromium } from '../support/chromium.ts';
import { ringside } from '../support/cli.ts';
import { launchFirefox } from '../support/firefox.ts';
import { freePort, type RunningServer, startServer, temporaryFolder } from '../support/server.ts';
import { needProgram } from '../support/skip.ts';

const CHROMIUM_POLICIES = '/etc/chromium/policies/managed';
const NAME = 'Sara of the policy';
const SITE = 'https://crm.acme.example/*';

let server: RunningServer;
const data = temporaryFolder('policy-server');
const work = temporaryFolder('policy');

test.beforeAll(async () => {
	server = await startServer({ dataFolder: data.path, port: await freePort() });
});
test.afterAll(async () => {
	await server.stop();
	data.remove();
	work.remove();
});

/** What a company would set, with a code that lets one browser in. */
async function policy() {
	const made = await ringside(server, 'signup-code', 'add', '--uses', '1');
	const { code, codeId } = z.object({ code: z.string(), codeId: z.string() }).parse(made);
	return { codeId, values: { serverUrl: server.origin, signUpCode: code, userName: NAME, sites: [SITE] } };
}

async function peopleBy(codeId: string): Promise<number | undefined> {
	const listed = z.object({ signupCodes: z.array(z.object({ codeId: z.string(), used: z.number() })) });
	const { signupCodes } = listed.parse(await ringside(server, 'signup-code', 'list'));
	return signupCodes.find((one) => one.codeId === codeId)?.used;
}

test('Chromium with a company policy is connected without a hand, and names the company’s site', async () => {
	needProgram('chromium');
	test.skip(process.getuid?.() !== 0, 'Only root may give Chromium a policy.');
	// A folder of its own, and so an id of its own: no other Chromium on this machine takes this policy for its own.
	const extension = path.join(work.path, 'extension');
	cpSync(extensionFolder('production'), extension, { recursive: true });
	const launch = () =>
		launchChromium({ extension, profile: path.join(work.path, 'profile'), headless: true });
	const before = await launch();
	await before.close();
	const { codeId, values } = await policy();
	const file = path.join(CHROMIUM_POLICIES, `ringside-test-${before.extensionId}.json`);
	mkdirSync(CHROMIUM_POLICIES, { recursive: true });
	writeFileSync(file, JSON.stringify({ '3rdparty': { extensions: { [before.extensionId]: values } } }));
	try {
		const chromium = await launch();
		const options = await chromium.context.newPage();
		await options.goto(chromium.pageUrl('options'));
		await expect(options.locator('body')).toContainText(NAME, { timeout: 45_000 });
		await options.goto(`${chromium.pageUrl('options')}#sites`);
		await options.reload();
		await expect(options.locator('li.site').first()).toContainText('crm.acme.example');
		expect(await peopleBy(codeId)).toBe(1);
		await chromium.close();
	} finally {
		rmSync(file, { force: true });
	}
});

test('Firefox with a company policy is connected without a hand, and names the company’s site', async () => {
	const program = needProgram('firefox');
	const { codeId, values } = await policy();
	const folder = path.join(work.path, 'home', '.mozilla', 'managed-storage');
	mkdirSync(folder, { recursive: true });
	const managed = { name: 'ringside@ringside.dev', description: 'Policy', type: 'storage', data: values };
	writeFileSync(path.join(folder, 'ringside@ringside.dev.json'), JSON.stringify(managed));
	const firefox = await launchFirefox(program, extensionFolder('e2e', 'firefox'), {
		HOME: path.join(work.path, 'home'),
	});
	try {
		const options = await firefox.openOwnPage('options');
		await options.says(new RegExp(NAME));
		await options.goTo('sites');
		await options.says(/crm\.acme\.example/);
		expect(await peopleBy(codeId)).toBe(1);
	} finally {
		await firefox.close();
	}
});
