/** Baseline of intake: a route that takes raw bytes and answers, and does nothing else. */
import Fastify from 'fastify';

const app = Fastify();
app.removeAllContentTypeParsers();
app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
app.post('/hooks/:provider/:key', (_request, reply) => reply.code(204).send());
const address = await app.listen({ port: 0, host: '127.0.0.1' });
process.send?.(address);
