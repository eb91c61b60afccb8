import type { Ids } from '../ids.ts';
import type { App } from './context.ts';

/** The pattern of the route, never the address: that may hold a hook's key. Webhooks are told of in metrics. */
export function logRequests(app: App): void {
	app.addHook('onResponse', async (request, reply) => {
		const route = request.routeOptions.url ?? 'unknown';
		if (route.startsWith('/hooks/') && reply.statusCode < 500) return;
		const { id: reference, method } = request;
		const ms = Math.round(reply.elapsedTime * 10) / 10;
		request.log.info({ reference, method, route, status: reply.statusCode, ms }, 'request');
	});
}

/** Unlike any of another process; counted on, since random bytes for each webhook are dear. */
export function requestIds(ids: Ids): () => string {
	const prefix = ids.secret(6);
	let count = 0;
	return () => {
		count += 1;
		return `${prefix}-${count.toString(36)}`;
	};
}
