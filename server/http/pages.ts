import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { languageOf } from './language.ts';
import { homePage, joinPage, joinScript, pageStyle } from './page-content.ts';

const config = { access: 'public' } as const;
const schema = { hide: true };

/** Pages for people: what this is, and how to join. They load nothing, not even from here. */
export function pageRoutes(app: FastifyInstance): void {
	app.get('/', { config, schema }, async (request, reply) =>
		sendPage(reply, homePage(languageOf(request.headers['accept-language']))),
	);
	// The code stands in the fragment, which the browser keeps to itself.
	app.get('/join', { config, schema }, async (request, reply) =>
		sendPage(reply, joinPage(languageOf(request.headers['accept-language']))),
	);
}

const policy = [
	"default-src 'none'",
	`style-src '${hashOf(pageStyle)}'`,
	`script-src '${hashOf(joinScript)}'`,
	"base-uri 'none'",
	"form-action 'none'",
	"frame-ancestors 'none'",
].join('; ');

function hashOf(text: string): string {
	return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function sendPage(reply: FastifyReply, html: string): FastifyReply {
	return reply
		.type('text/html; charset=utf-8')
		.headers({
			'content-security-policy': policy,
			'referrer-policy': 'no-referrer',
			'x-content-type-options': 'nosniff',
			'cache-control': 'no-store',
			vary: 'accept-language',
		})
		.send(html);
}
