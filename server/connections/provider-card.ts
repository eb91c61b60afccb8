import type { ConnectBy, ProviderCard } from '../../lib/contract/setup.ts';
import type { Provider } from '../providers/provider.ts';
import type { Guide, GuideValues } from '../providers/setup.ts';
import type { App } from '../store/setup-port.ts';

/** What set-up pages draw of a provider. */
export function providerCard(provider: Provider, app: App | undefined, values: GuideValues): ProviderCard {
	const { id, label, documentation, ownedBy, guide } = provider;
	return {
		provider: id,
		label,
		documentation,
		ownedBy,
		connectBy: connectBy(provider),
		hasRecordings: provider.recordings !== undefined,
		effort: guide.effort,
		about: guide.about,
		...(guide.app && { app: appCard(guide.app, app, values) }),
		fields: guide.fields,
		steps: guide.steps(values),
	};
}

/** A key that cannot register webhooks spares nobody the pasting. */
export function connectBy({ signIn, subscriptions }: Pick<Provider, 'signIn' | 'subscriptions'>): ConnectBy {
	if (signIn) return 'sign-in';
	return subscriptions ? 'key' : 'paste';
}

function appCard(form: NonNullable<Guide['app']>, app: App | undefined, values: GuideValues) {
	return {
		isEntered: app !== undefined,
		...(app && { clientId: app.clientId }),
		fields: form.fields,
		steps: form.steps(values),
	};
}
