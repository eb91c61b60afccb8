import type { CrmPage } from './crm-page.ts';

const found = import.meta.glob<CrmPage>(['./*.ts', '!./index.ts', '!./crm-page.ts', '!./*.test.ts'], {
	eager: true,
	import: 'default',
});

/** Every CRM page in this folder, by its label. */
export const crms: CrmPage[] = Object.values(found).sort((a, b) => a.label.localeCompare(b.label));
