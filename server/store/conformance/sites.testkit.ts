import { describe, expect, test } from 'vitest';
import { A, B, type OpenStore, openWithWorkspaces } from './builders.testkit.ts';

const own = 'https://crm.acme.example/*';
const hubspot = 'https://app.hubspot.com/*';

export function sitesConformance(open: OpenStore): void {
	describe('the team’s sites', () => {
		test('are those set last, each once, in their order and in their own workspace', async () => {
			const { records } = await openWithWorkspaces(open);
			expect(await records.sites(A)).toEqual([]);
			await records.setSites(A, [own, hubspot, own], 10);
			await records.setSites(B, [hubspot], 10);
			expect(await records.sites(A)).toEqual([own, hubspot]);
			await records.setSites(A, [hubspot, own], 20);
			expect(await records.sites(A)).toEqual([hubspot, own]);
			await records.setSites(A, [], 30);
			expect([await records.sites(A), await records.sites(B)]).toEqual([[], [hubspot]]);
		});
	});
}
