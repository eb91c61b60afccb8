import { type VendorQuestion, type VendorReply, VendorServer } from './vendor-server.ts';

type Fields = Record<string, unknown>;

const sid = (prefix: string, number: number) => `${prefix}${String(number).padStart(32, '0')}`;

/** Where recordings lie. */
const MEDIA = 'media.twilio.example';

/** Names on the wire → fields of the answer. */
const fields: Record<string, string> = {
	StatusCallback: 'status_callback',
	StatusCallbackMethod: 'status_callback_method',
	SmsUrl: 'sms_url',
	SmsMethod: 'sms_method',
};

/** Twilio's REST API over one account in memory; calls and messages as it lists them, newest first. */
export class TwilioSimulator {
	readonly server = new VendorServer(['api.twilio.com', MEDIA], (question) => this.#answer(question));
	readonly accountSid = sid('AC', 1);
	token = 'auth-token-of-the-simulator';
	readonly numbers: Fields[] = [];
	readonly calls: Fields[] = [];
	readonly messages: Fields[] = [];
	/** Audio, by the recording's SID. */
	readonly recordings = new Map<string, Uint8Array>();
	perPage = 50;

	addNumber(phone_number: string, change: Fields = {}): Fields {
		const number = {
			sid: sid('PN', this.numbers.length + 1),
			account_sid: this.accountSid,
			phone_number,
			capabilities: { voice: true, sms: true, mms: false, fax: false },
			sms_url: 'https://demo.twilio.com/welcome/sms/reply/',
			sms_method: 'POST',
			sms_application_sid: '',
			status_callback: '',
			status_callback_method: 'POST',
			voice_url: 'https://handler.twilio.com/twiml/EH1',
			voice_application_sid: '',
			...change,
		};
		this.numbers.push(number);
		return number;
	}

	#answer({ method, path, query, headers, body, host }: VendorQuestion): VendorReply {
		if (host === MEDIA) return this.#media(path, headers.authorization);
		const expected = Buffer.from(`${this.accountSid}:${this.token}`).toString('base64');
		if (headers.authorization !== `Basic ${expected}`) return problem(401, 20003, 'Authenticate');
		const base = `/2010-04-01/Accounts/${this.accountSid}`;
		if (!path.startsWith(base)) return problem(404, 20404, 'The requested resource was not found');
		const rest = path.slice(base.length);
		if (rest === '.json') return { status: 200, body: { sid: this.accountSid, friendly_name: 'Acme' } };
		const [, recording] = /^\/Recordings\/(\w+)\.mp3$/.exec(rest) ?? [];
		if (recording && this.recordings.has(recording)) {
			return { status: 302, headers: { location: `https://${MEDIA}/${recording}?signature=simulated` } };
		}
		if (method === 'GET') return this.#list(rest, path, query);
		const number = this.numbers.find((one) => rest === `/IncomingPhoneNumbers/${one.sid}.json`);
		if (!number) return problem(404, 20404, 'The requested resource was not found');
		for (const [name, value] of new URLSearchParams(body)) number[fields[name] ?? name] = value;
		return { status: 200, body: number };
	}

	/** The storage behind it, which takes nobody's token. */
	#media(path: string, authorization: string | undefined): VendorReply {
		const body = this.recordings.get(path.slice(1));
		if (!body || authorization) return { status: 400, body: 'Only one auth mechanism allowed' };
		return { status: 200, headers: { 'content-type': 'audio/mpeg' }, body };
	}

	#list(rest: string, path: string, query: URLSearchParams): VendorReply {
		const since = (name: string) => Date.parse(query.get(name) ?? '1970-01-01T00:00:00Z');
		const at = (value: unknown) => Date.parse(String(value));
		const lists: Record<string, [string, Fields[]]> = {
			'/IncomingPhoneNumbers.json': ['incoming_phone_numbers', this.numbers],
			'/Calls.json': ['calls', this.calls.filter(({ end_time }) => at(end_time) >= since('EndTime>'))],
			'/Messages.json': [
				'messages',
				this.messages.filter(({ date_sent }) => at(date_sent) >= since('DateSent>')),
			],
		};
		const [name, all] = lists[rest] ?? [];
		if (!name || !all) return problem(404, 20404, 'The requested resource was not found');
		const page = Number(query.get('Page') ?? 0);
		const items = all.slice(page * this.perPage, (page + 1) * this.perPage);
		const next = new URLSearchParams([...query].filter(([key]) => key !== 'Page'));
		next.set('Page', String(page + 1));
		const hasMore = (page + 1) * this.perPage < all.length;
		return { status: 200, body: { [name]: items, page, next_page_uri: hasMore ? `${path}?${next}` : null } };
	}
}

function problem(status: number, code: number, message: string): VendorReply {
	return { status, body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status } };
}
