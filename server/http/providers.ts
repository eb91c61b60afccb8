import { z } from 'zod';
import { ProviderCard } from '../../lib/contract/setup.ts';
import { providerCard } from '../connections/provider-card.ts';
import { redirectUri } from '../sign-in/redirect.ts';
import { answers, principalOf, type Routes } from './context.ts';

/** What can be connected, drawn from the manifests, so that a new provider needs no new screen. */
export const providerRoutes: Routes = (app, { providers, store, publicUrl }) => {
	app.get(
		'/v1/providers',
		{
			config: { access: 'member' },
			schema: {
				summary: 'Providers and how each is connected',
				response: answers(z.object({ providers: z.array(ProviderCard) })),
			},
		},
		async (request) => {
			const { workspace, user } = principalOf(request);
			const apps = await store.setup.apps(workspace.workspaceId);
			const values = { publicUrl: publicUrl(), redirectUri: redirectUri(publicUrl()) };
			const cards = providers.all().map((provider) =>
				providerCard(
					provider,
					apps.find((one) => one.provider === provider.id),
					values,
				),
			);
			// Everybody may sign in to her own phone; what belongs to all is an admin's.
			return { providers: cards.filter(({ ownedBy }) => user.role === 'admin' || ownedBy === 'user') };
		},
	);
};
