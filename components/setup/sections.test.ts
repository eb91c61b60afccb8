import { expect, test } from 'vitest';
import { sectionOf, sectionsFor } from './sections.ts';

test('a member is shown nothing that only an admin may do', () => {
	for (const role of ['member', 'supervisor'] as const) {
		for (const section of [
			'connections',
			'team',
			'deliveries',
			'webhooks',
			'consent',
			'facts',
			'crm',
			'assistant',
		] as const) {
			expect(sectionsFor(role)).not.toContain(section);
			expect(sectionOf(`#${section}`, sectionsFor(role))).not.toBe(section);
		}
	}
});

test('the address names the section, and a link to connections leads everybody to her own', () => {
	expect(sectionOf('#deliveries', sectionsFor('admin'))).toBe('deliveries');
	expect(sectionOf('#connections', sectionsFor('member'))).toBe('phone');
	expect(sectionOf('#phone', sectionsFor('admin'))).toBe('connections');
	expect(sectionOf('#connections', sectionsFor(undefined))).toBe('overview');
	expect(sectionOf('#deliveries?search=webex-1', sectionsFor('admin'))).toBe('deliveries');
	expect(sectionOf('', sectionsFor('admin'))).toBe('overview');
});
