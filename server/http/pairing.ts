import { Me, PairRequest, PairResponse } from '../../lib/contract/api.ts';
import { meOf } from '../accounts/accounts.ts';
import { answers, principalOf, type Routes } from './context.ts';
import { sendProblem } from './problems.ts';

const TRIES_A_MINUTE = 20;

export const pairingRoutes: Routes = (app, { accounts, directories }) => {
	app.post(
		'/v1/pair',
		{
			config: { access: 'public', rateLimit: { max: TRIES_A_MINUTE, timeWindow: 60_000 } },
			schema: {
				summary: 'Turns an invite or a sign-up code into a device',
				body: PairRequest,
				response: answers(PairResponse),
			},
		},
		async (request, reply) => {
			const { code, deviceName, userName } = request.body;
			const paired = await accounts.pair(code, deviceName, userName);
			if (paired.kind !== 'paired') return sendProblem(reply, `code-${paired.kind}`);
			const { principal, token } = paired;
			return { token, me: meOf(principal, await directories.fresh(principal.workspace.workspaceId)) };
		},
	);

	app.get(
		'/v1/me',
		{ config: { access: 'member' }, schema: { summary: 'This device and its user', response: answers(Me) } },
		async (request) => {
			const principal = principalOf(request);
			return meOf(principal, await directories.fresh(principal.workspace.workspaceId));
		},
	);
};
