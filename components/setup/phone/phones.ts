import type { ProviderCard } from '../../../lib/contract/setup.ts';

/** Providers at which she can sign in herself, now. */
export function phonesToSignIn(providers: readonly ProviderCard[]): ProviderCard[] {
	return providers.filter(
		({ ownedBy, connectBy, app }) =>
			ownedBy === 'user' && connectBy === 'sign-in' && (app?.isEntered ?? true),
	);
}
