import type { CrmPage } from './crm-page.ts';

/** The recruiters' app: a candidate opens over any page, as `#/…?candidate={id}`. */
export default {
	id: 'recruitee',
	label: 'Recruitee',
	matches: ['https://app.recruitee.com/*'],
	subject: ({ hash }) => /[?&]candidate=(\d+)/.exec(hash)?.[1],
} satisfies CrmPage;
