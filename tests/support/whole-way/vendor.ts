import type { Page } from 'playwright';
import type { OAuthSimulator, SimulatedPerson } from '../vendors/oauth.ts';
import type { Person } from './person.ts';

/** A value that the guide has copied, under the words that stand above it. */
export interface CopiedValue {
	label: string;
	text: string;
}

/** Somebody at her CRM, as a call or mail of hers comes in. */
export interface Arrival {
	member: Person;
	crmTab: Page;
	/** Base address of our server. */
	server: string;
}

/** What the whole way needs of a vendor: an account there, and something that comes in. */
export interface WholeWayVendor {
	provider: string;
	label: string;
	/** What the member clicks on its own page; undefined where nobody signs in. */
	accept?: string;
	/** Where its pages are. */
	origin: string;
	/** Its origins → where they are asked. */
	origins: [string, string][];
	/** What an admin does there with the copied values; gives what is to be entered, by the field's label. */
	register(copied: readonly CopiedValue[]): Record<string, string>;
	/** Whether it would tell our server of what comes in for the member. */
	isListening(): boolean;
	/** Something comes in for her, and she sees it. */
	arrive(arrival: Arrival): Promise<void>;
	close(): void;
}

/** Who signs in at the vendor. */
export const account: SimulatedPerson = { id: '900000108', label: 'sara@firm.example' };

/** The one value under this label. @throws Error when the guide has none */
export function copiedAs(copied: readonly CopiedValue[], label: string): string {
	const found = copied.find((one) => one.label === label);
	if (!found) throw new Error(`The guide has no ${label}, but: ${copied.map((one) => one.label).join(', ')}`);
	return found.text;
}

/** The app as its maker enters it at the vendor, and the two values that she brings back. */
export function registerApp(oauth: OAuthSimulator, redirectUri: string): Record<string, string> {
	const clientId = 'app-of-the-firm';
	const secret = 'secret-of-the-app';
	oauth.clients.clear();
	oauth.clients.set(clientId, { secret, redirectUris: new Set([redirectUri]) });
	oauth.people.push(account);
	return { 'Client ID': clientId, 'Client Secret': secret };
}

/** @throws Error unless at least one delivery was made, and all were accepted */
export function allAccepted(statuses: readonly number[]): void {
	const isGood = statuses.length > 0 && statuses.every((status) => status >= 200 && status < 300);
	if (!isGood) throw new Error(`Told to nobody, or refused: ${statuses.join(', ')}`);
}
