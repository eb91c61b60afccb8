import type { Clock } from '../clock.ts';
import type { Dispatch } from '../outgoing/dispatcher.ts';
import { createQuietTimes } from './quiet-times.ts';
import { createVendorTools, type VendorToolsFor } from './vendors.ts';

/** Tools of connections that nobody has signed in to: their keys are asked with. */
export function vendorToolsOver(dispatch: Dispatch, clock: Clock): VendorToolsFor {
	const signedOut = async () => ({ kind: 'signed-out', reason: 'Nobody has signed in yet.' }) as const;
	return createVendorTools({
		...{ dispatch, clock, quietTimes: createQuietTimes(clock) },
		tokens: { accessToken: signedOut, renewed: signedOut },
		directories: { known: () => undefined },
		publicUrl: () => 'https://ringside.example',
	});
}
