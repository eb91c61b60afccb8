import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { admit } from '../assistant/admit.ts';
import { findTools } from '../assistant/setup.ts';
import { openTalkLink } from '../assistant/talk-link.ts';
import { atVendor } from '../outgoing/vendor-origins.ts';
import type { AppContext, Routes } from './context.ts';
import { type Language, languageOf } from './language.ts';
import { sendProblem } from './problems.ts';
import { readTalkFiles, type TalkFile } from './talk-files.ts';
import { noTalkPage, talkPage, talkStyle } from './talk-page.ts';

const schema = { hide: true };
const MINUTE_MS = 60_000;
const VIEWS_A_MINUTE = 60;
const STARTS_A_MINUTE = 10;
const A_YEAR = 'public, max-age=31536000, immutable';

const Params = z.object({ code: z.string().max(200) });
const Query = z.object({ lang: z.enum(['de', 'en', 'es']).optional().catch(undefined) });
/** She has ticked the box; the page sends nothing before. */
const Consent = z.object({ consent: z.literal(true) });

const styleHash = createHash('sha256').update(talkStyle).digest('base64');

/** The page that a link leads to, and what it loads. Codes stand in its path, which is never logged. */
export const talkRoutes: Routes = (app, context) => {
	const files = readTalkFiles();
	const byName = new Map(Object.values(files).map((file): [string, TalkFile] => [file.name, file]));
	const limited = (max: number) => ({ access: 'public', rateLimit: { max, timeWindow: MINUTE_MS } }) as const;

	app.get('/talk/:code', { config: limited(VIEWS_A_MINUTE), schema }, async (request, reply) => {
		const language = wishedLanguage(request);
		const shown = await shownLink(Params.parse(request.params).code, context);
		const headers = headersOf(shown?.roomOrigins ?? []);
		reply.type('text/html; charset=utf-8').headers(headers);
		if (!shown) return reply.code(404).send(noTalkPage(language));
		const addresses = {
			page: `/talk-files/${files.page.name}`,
			library: `/talk-files/${files.library.name}`,
			worklet: `/talk-files/${files.worklet.name}`,
		};
		return reply.send(talkPage({ language, company: shown.company, files: addresses }));
	});

	app.post('/talk/:code/token', { config: limited(STARTS_A_MINUTE), schema }, async (request, reply) => {
		reply.header('cache-control', 'no-store');
		if (!Consent.safeParse(request.body).success) return sendProblem(reply, 'invalid-request');
		const admitted = await admit(Params.parse(request.params).code, context);
		if (admitted.kind === 'no-link') return sendProblem(reply, 'not-found');
		if (admitted.kind === 'later') {
			request.log.warn({ reference: request.id, asked: admitted.asked }, 'Nobody was let into a room');
			return sendProblem(reply, 'vendor-silent');
		}
		return { ...admitted.admission, roomUrl: roomUrl(admitted.roomOrigin, context) };
	});

	app.get('/talk-files/:file', { config: { access: 'public' }, schema }, (request, reply) => {
		const { file: name } = z.object({ file: z.string() }).parse(request.params);
		const file = byName.get(name);
		if (!file) return sendProblem(reply, 'not-found');
		return reply
			.type('text/javascript; charset=utf-8')
			.headers({ 'cache-control': A_YEAR, 'x-content-type-options': 'nosniff' })
			.send(file.body);
	});
};

/** Undefined where the link leads nowhere (any more). */
async function shownLink(code: string, context: AppContext) {
	const opened = await openTalkLink(code, context);
	if (opened.kind !== 'open') return undefined;
	const { connectionId, briefing } = opened.context;
	const found = await findTools(opened.row.workspaceId, connectionId, context);
	if (!found) return undefined;
	const room = roomUrl(found.assistant.roomOrigin, context);
	const company = String(briefing.variables.company_name ?? '');
	return { company, roomOrigins: [room, room.replace(/^ws/, 'http')] };
}

/** WebSocket origin of the vendor's rooms, or of what stands in their place. */
function roomUrl(origin: string, { vendorOrigins }: AppContext): string {
	return new URL(atVendor(origin, vendorOrigins)).origin.replace(/^http/, 'ws');
}

function wishedLanguage({ query, headers }: FastifyRequest): Language {
	return Query.parse(query).lang ?? languageOf(headers['accept-language']);
}

function headersOf(roomOrigins: string[]): Parameters<FastifyReply['headers']>[0] {
	const policy = [
		"default-src 'none'",
		"script-src 'self'",
		`style-src 'sha256-${styleHash}'`,
		`connect-src ${["'self'", ...roomOrigins].join(' ')}`,
		"media-src 'self' blob:",
		"base-uri 'none'",
		"form-action 'none'",
		"frame-ancestors 'none'",
	];
	return {
		'content-security-policy': policy.join('; '),
		'permissions-policy': 'microphone=(self), camera=(), geolocation=()',
		'referrer-policy': 'no-referrer',
		'x-content-type-options': 'nosniff',
		'cache-control': 'no-store',
		vary: 'accept-language',
	};
}
