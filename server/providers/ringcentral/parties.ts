import type { Party } from '../../../lib/contract/call.ts';
import { readParty } from '../../../lib/phone/index.ts';
import type { Address } from './schema.ts';

/** Whoever has an extension is a colleague; what is neither a number nor an extension is a withheld number. */
export function partyOf(address: Address | undefined, region: string): Party {
	const number = (address?.phoneNumber ?? address?.extensionNumber)?.trim();
	const name = address?.name;
	if (!number && address?.extensionId) return readNothing(name);
	const extension = number && /^\d{1,8}$/.test(number) ? number : undefined;
	if (extension) return { ...readParty(extension, region, { name, internal: true }), extension };
	const internal = address?.extensionId !== undefined || undefined;
	const party = readParty(number, region, { name, internal });
	const isPlaced = party.e164 ?? party.extension ?? party.sip ?? party.anonymous;
	return isPlaced ? party : { ...party, anonymous: true };
}

/** A colleague's softphone may come without any number, which does not mean that it was withheld. */
function readNothing(name: string | undefined): Party {
	return { raw: '', ...(name && { name }), internal: true };
}
