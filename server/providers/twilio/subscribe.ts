import { z } from 'zod';
import { mapAsked, readPages } from '../pages.ts';
import { isHere } from '../place.ts';
import type { Subscriptions, VendorSubscription } from '../setup.ts';
import type { Asked, VendorTools } from '../vendor.ts';
import { accountUrl, NextPage } from './api.ts';

const Text = z.string().nullish();

/** https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource */
const PhoneNumber = z.object({
	sid: z.string().regex(/^PN[0-9a-fA-F]{32}$/),
	phone_number: z.string().max(40),
	capabilities: z.object({ sms: z.boolean().nullish(), voice: z.boolean().nullish() }).nullish(),
	sms_url: Text,
	sms_method: Text,
	sms_application_sid: Text,
	status_callback: Text,
	status_callback_method: Text,
	voice_application_sid: Text,
});

type PhoneNumber = z.infer<typeof PhoneNumber>;

const Numbers = z.object({ incoming_phone_numbers: z.array(PhoneNumber), next_page_uri: NextPage });

/** Parts of a number that tell what happened. `VoiceUrl` decides what becomes of a call, and is nobody's but theirs. */
const parts = ['StatusCallback', 'SmsUrl'] as const;
type Part = (typeof parts)[number];

/** Each number has room for one address for the end of calls and one for messages. */
export const subscriptions: Subscriptions = {
	arePlaces: true,
	oldPaths: [],
	wanted: () => [],
	async list({ ask, connection }) {
		const first = accountUrl(connection, '/IncomingPhoneNumbers.json?PageSize=100');
		const numbers = await readPages(async (next) => {
			const page = await ask({ url: next ?? first, schema: Numbers });
			return mapAsked(page, (value) => ({ items: value.incoming_phone_numbers, next: value.next_page_uri }));
		});
		return mapAsked(numbers, (all) => all.flatMap(placesOf));
	},
	update: (place, tools) => put(place, tools.hookUrl, tools),
	async remove(place, tools, restore) {
		if (!isHere(place.address, tools.hookUrl)) return { kind: 'read', value: undefined };
		return put(place, restore ?? '', tools);
	},
};

/** Where an application answers for a number, Twilio passes over the number's own addresses. */
function placesOf(number: PhoneNumber): VendorSubscription[] {
	return parts.filter((part) => hasPart(number, part)).map((part) => placeOf(number, part));
}

function hasPart(number: PhoneNumber, part: Part): boolean {
	if (part === 'SmsUrl') return number.capabilities?.sms !== false && !number.sms_application_sid;
	return number.capabilities?.voice !== false && !number.voice_application_sid;
}

function placeOf(number: PhoneNumber, part: Part): VendorSubscription {
	const [kind, address, method] =
		part === 'SmsUrl'
			? ['sms', number.sms_url, number.sms_method]
			: ['calls', number.status_callback, number.status_callback_method];
	return {
		vendorId: `${number.sid}/${part}`,
		name: `${kind} ${number.phone_number}`,
		address: address && !isTwilioDemo(address) ? address : '',
		state: method === 'GET' ? 'inactive' : 'active',
	};
}

/** A new number answers with Twilio's own demonstration; nobody misses it. */
function isTwilioDemo(address: string): boolean {
	return URL.parse(address)?.host === 'demo.twilio.com';
}

async function put(
	place: VendorSubscription,
	address: string,
	{ ask, connection }: VendorTools,
): Promise<Asked<VendorSubscription>> {
	const [sid = '', name] = place.vendorId.split('/');
	const part = parts.find((one) => one === name) ?? 'StatusCallback';
	const asked = await ask({
		method: 'POST',
		url: accountUrl(connection, `/IncomingPhoneNumbers/${encodeURIComponent(sid)}.json`),
		form: [
			[part, address],
			[part === 'SmsUrl' ? 'SmsMethod' : 'StatusCallbackMethod', 'POST'],
		],
		schema: PhoneNumber,
	});
	return mapAsked(asked, (number) => placeOf(number, part));
}
