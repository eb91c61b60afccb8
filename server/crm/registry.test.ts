import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { CrmSettings } from '../../lib/contract/settings.ts';
import { crmFolders, findCrm } from './registry.ts';

const folders = await crmFolders();

describe('the CRM connectors of this build', () => {
	test.each(folders)('%s is whole and found by its folder', async (id) => {
		expect(await findCrm(id)).toMatchObject({ id, label: expect.any(String) });
		const files = readdirSync(path.join(import.meta.dirname, id));
		expect(files).toEqual(expect.arrayContaining(['index.ts', 'README.md', `${id}.test.ts`]));
	});

	test('are those that the settings know', () => {
		const kinds = CrmSettings.shape.kind.unwrap().options;
		expect(kinds.filter((kind) => kind !== 'none').sort()).toEqual(folders);
	});

	test.each(['none', '', '..', '../providers/webex', '__proto__'])('%j is none', async (id) => {
		expect(await findCrm(id)).toBeUndefined();
	});
});
