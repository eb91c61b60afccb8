import { z } from 'zod';

/** One host over https, or a domain of at least two names with all below it; over http, this machine alone. */
const PATTERN =
	/^(?:https:\/\/(?:[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)*|\*(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?){2,})|http:\/\/(?:[a-z\d-]+\.)*localhost)\/\*$/;

/** Match pattern of a CRM's pages, e.g. `https://app.hubspot.com/*` or `https://*.pipedrive.com/*`. */
export const SitePattern = z.string().max(260).regex(PATTERN);

export const MOST_SITES = 20;

/** `GET /v1/sites`, and the body of `PUT /v1/sites`: where the team's cards show, as match patterns. */
export const TeamSites = z.object({ sites: z.array(SitePattern).max(MOST_SITES) });
export type TeamSites = z.infer<typeof TeamSites>;
