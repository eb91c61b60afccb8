import type { Role } from '../../lib/contract/index.ts';

export type Section =
	| 'overview'
	| 'connections'
	| 'phone'
	| 'sites'
	| 'leads'
	| 'team'
	| 'deliveries'
	| 'about';

const unpaired: Section[] = ['overview', 'sites', 'leads', 'about'];
const byRole: Record<Role, Section[]> = {
	admin: ['overview', 'connections', 'sites', 'leads', 'team', 'deliveries', 'about'],
	supervisor: ['overview', 'phone', 'sites', 'leads', 'about'],
	member: ['overview', 'phone', 'sites', 'about'],
};

/** What she may see of the settings; undefined while this browser is nobody's. */
export function sectionsFor(role: Role | undefined): Section[] {
	return role ? byRole[role] : unpaired;
}

/** The section that an address names, as far as she may see it: who has no connections to look after has a phone. */
export function sectionOf(hash: string, sections: readonly Section[]): Section {
	const named = hash.replace(/^#/, '');
	const found = sections.find((section) => section === named);
	if (found) return found;
	const isPhone = named === 'connections' || named === 'phone';
	return (
		sections.find((section) => isPhone && (section === 'phone' || section === 'connections')) ?? 'overview'
	);
}
