import type { CrmPage } from './crm-page.ts';

/** Lightning pages: `/lightning/r/{object}/{id}/view`, ids of 15 or 18 letters and digits. */
export default {
	id: 'salesforce',
	label: 'Salesforce',
	matches: ['https://*.lightning.force.com/*'],
	subject: ({ pathname }) =>
		/^\/lightning\/r\/(?:Contact|Lead|Account)\/([0-9A-Za-z]{18}|[0-9A-Za-z]{15})(?:\/|$)/.exec(
			pathname,
		)?.[1],
} satisfies CrmPage;
