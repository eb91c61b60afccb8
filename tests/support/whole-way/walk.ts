import { expect } from '@playwright/test';
import { z } from 'zod';
import { leadsCsv } from '../../../demo/sample-crm/people.ts';
import { type SampleCrm, startSampleCrm } from '../../../demo/sample-crm/server.ts';
import { ProviderCard } from '../../../lib/contract/setup.ts';
import { tokenOf } from '../pairing.ts';
import { type RunningServer, startServer, temporaryFolder } from '../server.ts';
import { connectProvider, importLeads, invite, seeSignedIn } from './admin.ts';
import { allowCrm, allowTeamCrm, join } from './first-steps.ts';
import { openCrm, signIn } from './member.ts';
import { type Person, sitDown } from './person.ts';
import { guideWork, type Walk } from './steps-page.ts';
import type { WholeWayVendor } from './vendor.ts';

interface Place {
	vendor: WholeWayVendor;
	server: RunningServer;
	crm: SampleCrm;
}

/** From the printed link to the first ring, on an installation of its own: an admin, then a colleague. */
export async function walkWholeWay(vendor: WholeWayVendor): Promise<Walk> {
	const crm = await startSampleCrm();
	const folder = temporaryFolder('whole-way');
	const RINGSIDE_VENDOR_ORIGINS = vendor.origins.map((pair) => pair.join('=')).join(',');
	const server = await startServer({ dataFolder: folder.path, env: { RINGSIDE_VENDOR_ORIGINS } });
	const place = { vendor, server, crm };
	try {
		return await atBrowser('admin', place, async (admin) => {
			const link = await prepare(admin, place);
			const guide = guideWork(await cardOf(admin, place));
			const member = await atBrowser('member', place, (person) => begin(person, link, place));
			if (vendor.accept) await seeSignedIn(admin);
			return { label: vendor.label, guide, admin: admin.count.parts, member };
		});
	} finally {
		await Promise.all([server.stop(), crm.close()]);
		folder.remove();
	}
}

/** What the admin does; the link for the colleague. */
async function prepare(admin: Person, { vendor, server, crm }: Place): Promise<string> {
	await join(admin, server.adminLink ?? '');
	await allowCrm(admin, crm.origin);
	await importLeads(admin, leadsCsv(crm.origin));
	await connectProvider(admin, vendor);
	return invite(admin, 'Sara Example');
}

/** What the colleague does, until something has come in for her. */
async function begin(member: Person, link: string, { vendor, server, crm }: Place) {
	await join(member, link);
	await allowTeamCrm(member, crm.origin);
	await signIn(member, vendor);
	await expect.poll(vendor.isListening, 'the vendor was told where to send to').toBe(true);
	const crmTab = await openCrm(member, crm.origin);
	await vendor.arrive({ member, crmTab, server: server.origin });
	return member.count.parts;
}

async function atBrowser<T>(who: string, { vendor }: Place, use: (person: Person) => Promise<T>): Promise<T> {
	const person = await sitDown(who, vendor.origin);
	try {
		return await use(person);
	} finally {
		await person.close();
	}
}

const Cards = z.object({ providers: z.array(ProviderCard) });

/** What the options page was told of the provider. */
async function cardOf({ chromium }: Person, { vendor, server }: Place): Promise<ProviderCard> {
	const headers = { authorization: `Bearer ${await tokenOf(chromium)}` };
	const response = await fetch(`${server.origin}/v1/providers`, { headers });
	const card = Cards.parse(await response.json()).providers.find((one) => one.provider === vendor.provider);
	if (!card) throw new Error(`The server offers no ${vendor.provider}`);
	return card;
}
