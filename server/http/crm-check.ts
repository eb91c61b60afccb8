import { z } from 'zod';
import { ShortText } from '../../lib/contract/primitives.ts';
import { openCrm } from '../pipeline/write-back/open-crm.ts';
import { answers, principalOf, type Routes } from './context.ts';

/** `reason` is for people and holds nothing secret. */
const CrmCheck = z.object({
	kind: z.enum(['done', 'not-set-up', 'later', 'signed-out', 'forbidden', 'refused', 'gone', 'unexpected']),
	reason: ShortText.optional(),
});

/** Asks the CRM as it is set up something that changes nothing. */
export const crmCheckRoute: Routes = (app, context) => {
	app.post(
		'/v1/crm/check',
		{
			config: { access: 'admin' },
			schema: { summary: 'Whether the CRM takes the key', response: answers(CrmCheck) },
		},
		async (request): Promise<z.infer<typeof CrmCheck>> => {
			const crm = await openCrm(principalOf(request).workspace.workspaceId, context);
			if (crm.kind !== 'open') return { kind: 'not-set-up' };
			const checked = await crm.connector.check(crm.tools);
			return checked.kind === 'done' ? { kind: 'done' } : { kind: checked.kind, reason: checked.reason };
		},
	);
};
