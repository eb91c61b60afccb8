import { z } from 'zod';
import { DeadJob } from '../../lib/contract/after-call.ts';
import { toInstant } from '../clock.ts';
import { connectionIdOf } from '../jobs/provider-handlers.ts';
import { callIdOf } from '../pipeline/jobs.ts';
import { answers, IdParams, principalOf, type Routes } from './context.ts';
import { sendProblem } from './problems.ts';

const MOST = 200;
const LONGEST = 500;

/** Work that was given up, why, and doing it again. */
export const deadJobRoutes: Routes = (app, { store, clock }) => {
	const config = { access: 'admin' } as const;

	app.get(
		'/v1/jobs/dead',
		{
			config,
			schema: {
				summary: 'Work that was given up, the latest first',
				response: answers(z.object({ jobs: z.array(DeadJob) })),
			},
		},
		async (request) => {
			const dead = await store.jobs.dead(principalOf(request).workspace.workspaceId, MOST);
			const jobs = dead.map(({ jobId, kind, payload, reason, attempt, diedAt }) => ({
				...{ jobId, kind, attempts: attempt, diedAt: toInstant(diedAt) },
				callId: callIdOf({ payload }),
				connectionId: connectionIdOf({ payload }),
				reason: reason.slice(0, LONGEST),
			}));
			return { jobs };
		},
	);

	app.post(
		'/v1/jobs/:id/retry',
		{
			config,
			schema: { summary: 'Does it again', params: IdParams, response: answers(z.object({})) },
		},
		async (request, reply) => {
			const { workspaceId } = principalOf(request).workspace;
			const revived = await store.jobs.revive(workspaceId, request.params.id, clock.now());
			return revived ? {} : sendProblem(reply, 'not-found', 'There is no such work (any more).');
		},
	);
};
