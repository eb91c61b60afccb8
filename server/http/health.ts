import type { FastifyInstance } from 'fastify';
import type { AppContext } from './context.ts';

/** `/healthz` says that the process lives, `/readyz` that it can store what comes, `/metrics` how it is doing. */
export function healthRoutes(app: FastifyInstance, { store, metrics }: AppContext): void {
	const config = { access: 'public' } as const;
	const schema = { hide: true };
	app.get('/healthz', { config, schema }, async () => ({ status: 'alive' }));
	app.get('/readyz', { config, schema }, async (_, reply) => {
		const health = await store.health();
		if (health.ok) return { status: 'ready' };
		return reply.code(503).header('retry-after', '5').send({ status: 'not ready', reason: health.reason });
	});
	app.get('/metrics', { config, schema }, async (_, reply) =>
		reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
	);
}
