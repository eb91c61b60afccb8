import type { Role } from '../../lib/contract/index.ts';

export type Section =
	| 'overview'
	| 'calls'
	| 'connections'
	| 'phone'
	| 'sites'
	| 'leads'
	| 'team'
	| 'consent'
	| 'facts'
	| 'crm'
	| 'assistant'
	| 'deliveries'
	| 'webhooks'
	| 'appearance'
	| 'about';

const unpaired: Section[] = ['overview', 'sites', 'leads', 'appearance', 'about'];
const byRole: Record<Role, Section[]> = {
	admin: [
		'overview',
		'calls',
		'connections',
		'sites',
		'leads',
		'team',
		'consent',
		'facts',
		'crm',
		'assistant',
		'deliveries',
		'webhooks',
		'appearance',
		'about',
	],
	supervisor: ['overview', 'calls', 'phone', 'sites', 'leads', 'appearance', 'about'],
	member: ['overview', 'calls', 'phone', 'sites', 'appearance', 'about'],
};

/** What she may see of the settings; undefined while this browser is nobody's. */
export function sectionsFor(role: Role | undefined): Section[] {
	return role ? byRole[role] : unpaired;
}

/** The section that an address names, as far as she may see it: who has no connections to look after has a phone. */
export function sectionOf(hash: string, sections: readonly Section[]): Section {
	const [named] = hash.replace(/^#/, '').split('?');
	const found = sections.find((section) => section === named);
	if (found) return found;
	const isPhone = named === 'connections' || named === 'phone';
	return (
		sections.find((section) => isPhone && (section === 'phone' || section === 'connections')) ?? 'overview'
	);
}
