import type { ProviderCard } from '../../../lib/contract/setup.ts';
import type { PartCount } from './step-count.ts';

/** The whole way with one provider, as it was walked. */
export interface Walk {
	label: string;
	/** What the guide has an admin do at the vendor, once. */
	guide: { actions: number; values: number };
	admin: readonly PartCount[];
	member: readonly PartCount[];
}

/** What guides have people do today; nothing is said where none is known. */
const oldGuides: Record<string, string> = { 'Webex Calling': 'about 20 steps, again every 90 days' };

/** The work at the vendor that no browser of ours sees: each step of the guide, each value pasted. */
export function guideWork({ app, steps }: Pick<ProviderCard, 'app' | 'steps'>): Walk['guide'] {
	// What a person does after the app was entered, she does in the run itself.
	const all = app?.steps ?? steps;
	return { actions: all.length, values: all.flatMap(({ copy }) => copy ?? []).length };
}

/** The page in docs/ that says how many steps the way takes. Markdown. */
export function stepsPage(walks: readonly Walk[]): string {
	return `# Steps to the first ring

From the link that the server prints to the first call (at Gmail: the first mail) in front of a colleague, walked in
Chromium with the extension as it is shipped, by \`tests/e2e/whole-way.e2e.ts\`, and counted there from the browser's own
events. The test fails when this page says something else; \`UPDATE_STEPS=1\` has it written anew.

| | Old guide | Admin, once for all | At the vendor, once for all | Each colleague |
|---|---|---|---|---|
${walks.map(summaryOf).join('\n')}

What is counted:
- A click is one on a button, a link or a choice; copying a value is one. Clicking into a field and typing or pasting is
  one field.
- A question is one that the browser itself asks: to allow a site, or which file. Saying yes is one.
- At the vendor, once for all: what the guide in the options page asks for. Each of its steps is one action, each value
  to be pasted or ticked there is one value. Nobody clicked these in the run.
- Signing in at the vendor is one click for someone who is signed in there already.
- Not counted: installing the extension and the server, and exporting leads from the CRM.
- Old guides: nothing is given where no guide is known.

${walks.map(partsOf).join('\n\n')}
`;
}

function summaryOf({ label, guide, admin, member }: Walk): string {
	const cells = [label, oldGuides[label] ?? 'no guide known', wordsOf(sum(admin)), guideWords(guide)];
	return `| ${[...cells, wordsOf(sum(member))].join(' | ')} |`;
}

function guideWords({ actions, values }: Walk['guide']): string {
	return [counted(actions, 'action'), counted(values, 'value')].filter(Boolean).join(', ');
}

function partsOf({ label, admin, member }: Walk): string {
	const rows = (who: string, parts: readonly PartCount[]) =>
		parts.map((one) => `| ${who} | ${one.part} | ${wordsOf(one)} |`);
	const lines = [...rows('Admin', admin), ...rows('Colleague', member)];
	return `## ${label}\n\n| Who | Part | Steps |\n|---|---|---|\n${lines.join('\n')}`;
}

type Counts = Omit<PartCount, 'part'>;

function sum(parts: readonly PartCount[]): Counts {
	const total = (key: keyof Counts) => parts.reduce((so, one) => so + one[key], 0);
	return {
		clicks: total('clicks'),
		fields: total('fields'),
		atVendor: total('atVendor'),
		answers: total('answers'),
	};
}

function wordsOf({ clicks, fields, answers, atVendor }: Counts): string {
	const parts = [counted(clicks, 'click'), counted(fields, 'field'), counted(answers, 'question')];
	if (atVendor > 0) parts.push(`${counted(atVendor, 'click')} at the vendor`);
	return parts.filter(Boolean).join(', ');
}

function counted(count: number, word: string): string {
	return count === 0 ? '' : `${count} ${word}${count === 1 ? '' : 's'}`;
}
