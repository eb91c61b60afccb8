import type { CrmPage } from './crm-page.ts';

/** Records are `/contacts/{account}/record/0-1/{id}`, companies `0-2`; older links `/contact/{id}`, `/company/{id}`. */
export default {
	id: 'hubspot',
	label: 'HubSpot',
	matches: [
		'https://app.hubspot.com/*',
		'https://app-eu1.hubspot.com/*',
		'https://app-na2.hubspot.com/*',
		'https://app-ap1.hubspot.com/*',
	],
	subject: ({ pathname }) =>
		/^\/contacts\/\d+\/(?:record\/0-[12]|contact|company)\/(\d+)/.exec(pathname)?.[1],
} satisfies CrmPage;
