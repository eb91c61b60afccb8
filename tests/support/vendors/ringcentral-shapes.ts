import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { SimulatedPerson } from './oauth.ts';
import type { VendorReply } from './vendor-server.ts';

const LARGEST_ANSWER = 1_024;

/** A message as RingCentral's message store holds it; times in ISO 8601. */
export interface StoredMessage {
	id: number;
	type: 'SMS' | 'VoiceMail' | 'Fax' | 'Pager';
	direction: 'Inbound' | 'Outbound';
	creationTime: string;
	[field: string]: unknown;
}

/** A record of the call log. https://developers.ringcentral.com/api-reference/Call-Log/readUserCallLog */
export interface LoggedCall {
	id: string;
	telephonySessionId: string;
	startTime: string;
	[field: string]: unknown;
}

/** https://developers.ringcentral.com/api-reference/Subscriptions/readSubscription */
export interface RingCentralSubscription {
	id: string;
	ownerId: string;
	status: 'Active' | 'Suspended' | 'Blacklisted';
	eventFilters: string[];
	disabledFilters?: { filter: string; reason: string; message: string }[];
	expirationTime: string;
	expiresIn: number;
	creationTime: string;
	deliveryMode: { transportType: 'WebHook'; address: string };
	blacklistedData?: { blacklistedAt: string; reason: string };
}

/** What a subscription is made of. https://developers.ringcentral.com/api-reference/Subscriptions/createSubscription */
export const Wanted = z.object({
	eventFilters: z.array(z.string()).min(1),
	deliveryMode: z.object({
		transportType: z.literal('WebHook'),
		address: z.url(),
		verificationToken: z.string().optional(),
	}),
	expiresIn: z.int().min(1).max(315_360_000).default(604_800),
});

export const notFound: VendorReply = problem(404, 'CMN-102', 'Resource is not found');

export function pageOf<T>(all: T[], query: URLSearchParams) {
	const perPage = Number(query.get('perPage') ?? 100);
	const page = Number(query.get('page') ?? 1);
	return {
		records: all.slice((page - 1) * perPage, page * perPage),
		paging: { page, perPage },
		navigation: {},
	};
}

export function extensionOf({ id, label }: SimulatedPerson) {
	return { id: Number(id), name: label.split('@')[0], extensionNumber: '107', contact: { email: label } };
}

/** Answers name account and extension by their ids. */
export function named(filter: string, { id }: SimulatedPerson): string {
	return filter.replace('/account/~', '/account/900000001').replace('/extension/~', `/extension/${id}`);
}

export function disabled(filter: string) {
	return {
		filter,
		reason: 'CMN-408',
		message: 'In order to call this API endpoint, application needs a permission',
	};
}

/** https://developers.ringcentral.com/guide/notifications/webhooks/creating-webhooks */
export async function isAnswered(address: string): Promise<boolean> {
	const token = randomUUID();
	try {
		const response = await fetch(address, { method: 'POST', headers: { 'validation-token': token } });
		const size = [...response.headers].join('').length + (await response.arrayBuffer()).byteLength;
		const isEchoed = response.headers.get('validation-token') === token;
		return response.status === 200 && isEchoed && size <= LARGEST_ANSWER;
	} catch {
		return false;
	}
}

/** A refusal as RingCentral words it. */
export function problem(status: number, errorCode: string, message: string): VendorReply {
	return { status, body: { errorCode, message, errors: [{ errorCode, message }] } };
}
