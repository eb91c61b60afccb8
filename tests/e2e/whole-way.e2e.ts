import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { root } from '../../scripts/command.ts';
import { needProgram } from '../support/skip.ts';
import { startGmail } from '../support/whole-way/mailbox.ts';
import { startRetell, startRingCentral, startWebex } from '../support/whole-way/phones.ts';
import { stepsPage, type Walk } from '../support/whole-way/steps-page.ts';
import { walkWholeWay } from '../support/whole-way/walk.ts';

const page = path.join(root, 'docs', 'steps.md');
const walks: Walk[] = [];

// The last test is about all walks, so none may be left out.
test.describe.configure({ mode: 'serial', timeout: 180_000 });

test.beforeEach(() => {
	for (const name of ['chromium', 'xvfb', 'xdotool'] as const) needProgram(name);
});

for (const [name, start] of Object.entries({
	Webex: startWebex,
	'Retell AI': startRetell,
	RingCentral: startRingCentral,
	Gmail: startGmail,
})) {
	test(`${name}: an admin and a colleague get from the printed link to the first ring`, async () => {
		const vendor = await start();
		try {
			walks.push(await walkWholeWay(vendor));
		} finally {
			vendor.close();
		}
	});
}

test('docs/steps.md says how many steps that were', () => {
	const counted = stepsPage(walks);
	if (process.env.UPDATE_STEPS) writeFileSync(page, counted);
	expect(readFileSync(page, 'utf8')).toBe(counted);
});
