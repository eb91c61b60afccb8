import { TeamSites } from '../../lib/contract/sites.ts';
import { answers, principalOf, type Routes } from './context.ts';

export const siteRoutes: Routes = (app, { store, clock }) => {
	app.get(
		'/v1/sites',
		{
			config: { access: 'member' },
			schema: { summary: 'The team’s CRM sites, as match patterns', response: answers(TeamSites) },
		},
		async (request) => ({ sites: await store.records.sites(principalOf(request).workspace.workspaceId) }),
	);

	app.put(
		'/v1/sites',
		{
			config: { access: 'admin' },
			schema: {
				summary: 'Sets the team’s CRM sites; each colleague is offered them',
				body: TeamSites,
				response: answers(TeamSites),
			},
		},
		async (request) => {
			const { workspaceId } = principalOf(request).workspace;
			await store.records.setSites(workspaceId, request.body.sites, clock.now());
			return { sites: await store.records.sites(workspaceId) };
		},
	);
};
