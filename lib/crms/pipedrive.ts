import type { CrmPage } from './crm-page.ts';

/** Each account has its own host; records are `/person/{id}` and `/organization/{id}`. */
export default {
	id: 'pipedrive',
	label: 'Pipedrive',
	matches: ['https://*.pipedrive.com/*'],
	subject: ({ pathname }) => /^\/(?:person|organization)\/(\d+)/.exec(pathname)?.[1],
} satisfies CrmPage;
