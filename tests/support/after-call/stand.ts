import { people } from '../../../demo/sample-crm/people.ts';
import { extensionFolder } from '../../../scripts/extension.ts';
import { launchChromium, type RunningChromium } from '../chromium.ts';
import { PulspointSimulator } from '../crm.ts';
import { leadsLoaded, pairThroughOptions, tokenOf } from '../pairing.ts';
import { temporaryFolder } from '../server.ts';
import { OpenAiSimulator } from '../vendors/openai.ts';
import { WebexSimulator } from '../vendors/webex.ts';
import { startWorld, type World } from '../world.ts';
import type { ApiAccess } from './api.ts';
import { putSettings } from './settings.ts';
import { findFacts, hearSentences } from './speech.ts';
import { signInAtWebex, type WebexAccount } from './webex-account.ts';

/** All that follows a call, on real ports: our server, a paired browser, the phone, the models and the CRM. */
export interface Stand {
	world: World;
	chromium: RunningChromium;
	webex: WebexSimulator;
	account: WebexAccount;
	models: OpenAiSimulator;
	crm: PulspointSimulator;
	/** As the person at the browser. */
	access: ApiAccess;
	/** Says how callers of the phone's connection learn that they are recorded. */
	setConsent(mode: 'none' | 'announced' | 'asked'): Promise<void>;
	close(): Promise<void>;
}

/** Starts it all, with the extension of this folder, signed in at the phone's vendor, with models and CRM set; nobody has said anything of consent. */
export async function startStand(extension = extensionFolder('e2e')): Promise<Stand> {
	const [webex, models, crm] = await Promise.all([
		new WebexSimulator(Date.now).start(),
		new OpenAiSimulator().start(),
		startCrm(),
	]);
	models.hear = hearSentences;
	models.think = findFacts;
	const world = await startWorld(reachOf(webex, [models.baseUrl, crm.server.origin]));
	const browser = await pairedBrowser(world, extension);
	const { chromium } = browser;
	const access = { origin: world.server.origin, token: await tokenOf(chromium) };
	const account = await signInAtWebex(webex, access);
	await setUp(access, models, crm);
	return {
		...{ world, chromium, webex, account, models, crm, access },
		setConsent: (mode) => putSettings(access, 'consent', { connections: { [account.connectionId]: mode } }),
		async close() {
			await browser.close();
			await world.close();
			for (const vendor of [webex, models, crm.server]) vendor.stop();
		},
	};
}

async function startCrm(): Promise<PulspointSimulator> {
	const crm = new PulspointSimulator();
	await crm.server.start();
	for (const { id, name, company } of people) crm.candidates.set(id, { name, company });
	return crm;
}

/** Settings of a server that reaches these simulators, and no other internal address. */
function reachOf(webex: WebexSimulator, internal: readonly string[]): Record<string, string> {
	return {
		RINGSIDE_VENDOR_ORIGINS: webex.origins.map((pair) => pair.join('=')).join(','),
		RINGSIDE_ALLOWED_INTERNAL: internal.map((address) => new URL(address).host).join(','),
	};
}

/** Models and CRM of a workspace, as an admin enters them. */
async function setUp(access: ApiAccess, models: OpenAiSimulator, crm: PulspointSimulator): Promise<void> {
	const { baseUrl, key } = models;
	const afterCall = { isOn: true, transcription: { baseUrl }, extraction: { baseUrl } };
	await putSettings(access, 'after-call', afterCall, { transcriptionKey: key });
	await putSettings(access, 'crm', { kind: 'pulspoint', baseUrl: crm.server.origin }, { apiKey: crm.key });
}

async function pairedBrowser({ pairingLink }: World, extension: string) {
	const profile = temporaryFolder('profile');
	const chromium = await launchChromium({ extension, profile: profile.path, headless: true });
	const options = await pairThroughOptions(chromium, pairingLink);
	await leadsLoaded(options, people.length);
	await options.close();
	return {
		chromium,
		async close() {
			await chromium.close();
			profile.remove();
		},
	};
}
