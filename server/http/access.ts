import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Role } from '../../lib/contract/primitives.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Access, App } from './context.ts';
import { sendProblem } from './problems.ts';

export interface RouteRule {
	method: string;
	url: string;
	access: Access;
}

const rank = { member: 0, supervisor: 1, admin: 2 } as const;

/** Checks every request against its route's rule. Returns the table of rules, filled as routes are added. */
export function guardRoutes(app: App, accounts: Pick<Accounts, 'authenticate'>): readonly RouteRule[] {
	const table: RouteRule[] = [];
	app.decorateRequest('principal', null);
	app.addHook('onRoute', ({ method, url, config }) => {
		for (const one of [method].flat()) {
			// Preflight requests carry no credentials by design.
			if (one === 'OPTIONS') continue;
			const access = config?.access;
			if (!access) throw new Error(`${one} ${url} says not who may call it: set config.access`);
			table.push({ method: one, url, access });
		}
	});
	app.addHook('onRequest', (request, reply, done) => {
		const { access } = request.routeOptions.config;
		// Without a rule it is the answer to an unknown address, or a preflight.
		if (access === undefined || access === 'public') return done();
		// Not `done` after an answer: the request ends there.
		check(request, reply, access, accounts).then((allowed) => allowed && done(), done);
	});
	return table;
}

/** True when the request may go on; otherwise it has been answered. */
async function check(
	request: FastifyRequest,
	reply: FastifyReply,
	access: Role,
	accounts: Pick<Accounts, 'authenticate'>,
): Promise<boolean> {
	const principal = await accounts.authenticate(bearerToken(request.headers.authorization));
	if (!principal) {
		sendProblem(reply.header('www-authenticate', 'Bearer'), 'not-signed-in');
		return false;
	}
	if (rank[principal.user.role] < rank[access]) {
		sendProblem(reply, 'not-allowed');
		return false;
	}
	request.principal = principal;
	return true;
}

function bearerToken(header: string | undefined): string {
	return /^Bearer ([^\s]+)$/i.exec(header ?? '')?.[1] ?? '';
}
