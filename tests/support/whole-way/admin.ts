import type { Locator } from 'playwright';
import { button, go } from './first-steps.ts';
import type { Person } from './person.ts';
import type { CopiedValue, WholeWayVendor } from './vendor.ts';

/** ms; the page asks the server anew every 15 s. */
const SEEN_MS = 20_000;

/** The CRM's own export. */
export async function importLeads({ options, count }: Person, csv: string): Promise<void> {
	count.begin('Import leads');
	await go(options, 'Leads');
	const [choosing] = await Promise.all([
		options.waitForEvent('filechooser'),
		button(options, 'Choose file').click(),
	]);
	await choosing.setFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
	count.answered();
	await options.getByRole('button', { name: /^Import/ }).click();
	await options.getByText('Import finished').waitFor();
}

/** Connects the provider for the team: an app with the values of the guide, or a key. */
export async function connectProvider(person: Person, vendor: WholeWayVendor): Promise<void> {
	const { options, count } = person;
	count.begin('Connect the provider');
	await go(options, 'Overview');
	await button(options, 'Connect a provider').click();
	await options.getByRole('button', { name: new RegExp(`^${vendor.label}`) }).click();
	const wizard = options.getByRole('region', { name: 'Connect a provider' });
	const answers = vendor.register(await copyAll(person, wizard));
	for (const [label, text] of Object.entries(answers)) {
		await person.type(wizard.getByLabel(label, { exact: true }), text);
	}
	await wizard.locator('button[type=submit]').click();
	await options
		.getByRole('article')
		.or(wizard.getByRole('button', { name: /^Sign in to/ }))
		.first()
		.waitFor();
}

/** Every value of the guide, copied by its button. */
async function copyAll(person: Person, wizard: Locator): Promise<CopiedValue[]> {
	await wizard.getByRole('listitem').first().waitFor();
	const copied: CopiedValue[] = [];
	for (const value of await wizard.locator('.copy-value').all()) {
		await value.getByRole('button').click();
		copied.push({ label: await value.locator('.hint').innerText(), text: await person.pasted() });
	}
	return copied;
}

/** Makes a person of the team and gives the link for her. */
export async function invite(person: Person, name: string): Promise<string> {
	const { options, count } = person;
	count.begin('Invite a colleague');
	await go(options, 'Team');
	await person.type(options.getByLabel('Add a person'), name);
	await button(options, 'Add and invite').click();
	await options.getByRole('status').getByRole('button', { name: /^Copy/ }).click();
	return person.pasted();
}

/** Sees who has signed in: of the two people the colleague has. Not part of the way, so nothing is clicked. */
export async function seeSignedIn({ options }: Person): Promise<void> {
	await options.evaluate(() => {
		location.hash = 'connections';
	});
	await options.getByText('1 of 2').waitFor({ timeout: SEEN_MS });
}
