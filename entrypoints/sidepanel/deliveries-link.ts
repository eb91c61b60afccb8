import { browser } from 'wxt/browser';

/** Where an admin sees what the provider sent on a call. */
export function deliveriesOf(callId: string): string {
	return `${browser.runtime.getURL('/options.html')}#deliveries?search=${encodeURIComponent(callId)}`;
}
