import { expect, test } from 'vitest';
import { sectionOf, withSection } from './report.ts';

const finding = { name: 'weight', method: 'm', columns: ['a', 'b'], rows: [['1', '2']], verdict: 'v' };

test('a newer figure replaces the older one and leaves the others alone', () => {
	const first = withSection('# Results\n', 'weight', sectionOf(finding, '2026-01-01'));
	const both = withSection(first, 'match', sectionOf({ ...finding, name: 'match' }, '2026-01-01'));
	const newer = withSection(both, 'weight', sectionOf({ ...finding, verdict: 'met' }, '2026-02-02'));
	expect(newer.match(/^## /gm)).toHaveLength(2);
	expect(newer).toContain('met');
	expect(newer).toContain('## match');
	expect(newer.startsWith('# Results')).toBe(true);
});
