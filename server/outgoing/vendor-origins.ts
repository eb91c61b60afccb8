import { createDispatch, type Dispatch } from './dispatcher.ts';
import { createDownload, type Download } from './download.ts';
import { hostAndPort, type TargetRules } from './target.ts';

/** Origin of a vendor → origin that is asked in its place, as `RINGSIDE_VENDOR_ORIGINS` says. */
export type VendorOrigins = ReadonlyMap<string, string>;

/** The address with its origin replaced where that is set; everything behind the origin stays as it is. */
export function atVendor(address: string, origins: VendorOrigins): string {
	const url = origins.size > 0 ? URL.parse(address) : null;
	const other = url && origins.get(url.origin);
	return other ? `${other}${url.pathname}${url.search}${url.hash}` : address;
}

/**
 * The way out with vendors' origins replaced. What stands in a vendor's place may be internal and without TLS;
 * addresses that people choose reach it no more than before.
 */
export function createVendorDispatch(rules: TargetRules, origins: VendorOrigins): Dispatch {
	const direct = createDispatch(rules);
	if (origins.size === 0) return direct;
	const replaced = createDispatch(withGateways(rules, origins));
	return (outgoing) => {
		const url = atVendor(outgoing.url, origins);
		return url === outgoing.url ? direct(outgoing) : replaced({ ...outgoing, url });
	};
}

/** The way out for what is large, with vendors' origins replaced likewise. */
export function createVendorDownload(rules: TargetRules, origins: VendorOrigins): Download {
	const replaced = withGateways(rules, origins);
	return createDownload((address) => {
		const url = atVendor(address, origins);
		return { url, rules: url === address ? rules : replaced };
	});
}

function withGateways(rules: TargetRules, origins: VendorOrigins): TargetRules {
	const named = [...origins.values()].map((origin) => hostAndPort(new URL(origin)));
	return { ...rules, allowedInternal: new Set([...rules.allowedInternal, ...named]) };
}
