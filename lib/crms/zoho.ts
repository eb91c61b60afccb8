import type { CrmPage } from './crm-page.ts';

/** Records are `/crm/{org}/tab/{module}/{id}`, with or without the organisation. */
export default {
	id: 'zoho',
	label: 'Zoho CRM',
	matches: [
		'https://crm.zoho.com/*',
		'https://crm.zoho.eu/*',
		'https://crm.zoho.in/*',
		'https://crm.zoho.com.au/*',
	],
	subject: ({ pathname }) =>
		/^\/crm\/(?:[^/]+\/)?tab\/(?:Leads|Contacts|Accounts)\/(\d+)/.exec(pathname)?.[1],
} satisfies CrmPage;
