import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { buildExtension } from '../scripts/extension.ts';

const Manifest = z.looseObject({
	permissions: z.array(z.string()).default([]),
	host_permissions: z.array(z.string()).default([]),
	content_scripts: z.array(z.unknown()).default([]),
	externally_connectable: z.unknown().optional(),
});
type Manifest = z.infer<typeof Manifest>;

const sampleCrm = 'http://crm.localhost/*';

async function manifestOf(...build: Parameters<typeof buildExtension>): Promise<Manifest> {
	const folder = await buildExtension(...build);
	return Manifest.parse(JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8')));
}

describe('the manifest', () => {
	let shipped: Manifest;
	let tested: Manifest;
	let firefox: Manifest;

	beforeAll(async () => {
		shipped = await manifestOf('production');
		tested = await manifestOf('e2e');
		firefox = await manifestOf('production', 'firefox');
	}, 120_000);

	test('no site is asked for at install', () => {
		for (const manifest of [shipped, firefox]) {
			expect(manifest.host_permissions).toEqual([]);
			expect(manifest.permissions.filter((name) => name.includes('/'))).toEqual([]);
			expect(manifest.content_scripts).toEqual([]);
		}
	});

	test('nobody outside may send messages', () => {
		for (const manifest of [shipped, firefox]) expect(manifest.externally_connectable).toBeUndefined();
	});

	test('demo and tests run what is shipped, but for the sample CRM’s host', () => {
		const { host_permissions: hosts, ...rest } = tested;
		const { host_permissions: none, ...same } = shipped;
		expect(hosts).toEqual([sampleCrm]);
		expect(none).toEqual([]);
		expect(rest).toEqual(same);
	});
});
