import type { Direction, Party } from '../../../lib/contract/call.ts';
import { readParty } from '../../../lib/phone/index.ts';
import type { Fields } from './schema.ts';

const directions = new Map<string, Direction | 'internal'>([
	['incoming', 'inbound'],
	['inbound', 'inbound'],
	['outgoing', 'outbound'],
	['outbound', 'outbound'],
	['internal', 'internal'],
]);

export function directionOf(fields: Fields): Direction | 'internal' | undefined {
	return directions.get(fields.direction?.toLowerCase() ?? '');
}

/** `external_number` is the other side in both directions; `from` and `to` swap with it. */
export function sidesOf(
	fields: Fields,
	direction: Direction,
	region: string,
): { remote: Party; local: Party } {
	const [far, near] = direction === 'inbound' ? [fields.from, fields.to] : [fields.to, fields.from];
	const local = fields.internal_number ?? near;
	const contact = fields.contacts?.[0];
	return {
		remote: readParty(withPlus(fields.external_number ?? far), region, {
			name: fields.contact_name ?? contact?.name,
			contactId: fields.contact_id ?? contact?.id,
		}),
		local: local ? readParty(withPlus(local), region) : { raw: '' },
	};
}

/** CloudTalk leaves the plus out. A leading zero is national, and read by the region instead. */
function withPlus(number: string | undefined): string | undefined {
	return number && /^[1-9]\d{6,14}$/.test(number) ? `+${number}` : number;
}
