import { TeamSites } from '../contract/index.ts';
import type { Answer } from './answer.ts';
import { type Credentials, deviceAsker } from './request.ts';

/** The team's CRM sites, as match patterns. Never throws. */
export interface SitesApi {
	sites(as: Credentials): Promise<Answer<TeamSites>>;
	/** Admins only. */
	setSites(as: Credentials, sites: readonly string[]): Promise<Answer<TeamSites>>;
}

export function sitesApi(send: typeof fetch): SitesApi {
	const ask = deviceAsker(send);
	return {
		sites: (as) => ask(TeamSites, as, '/v1/sites'),
		setSites: (as, sites) => ask(TeamSites, as, '/v1/sites', { method: 'PUT', body: { sites } }),
	};
}
