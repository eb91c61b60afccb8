import type { FastifyReply } from 'fastify';
import type { Problem } from '../../lib/contract/problem.ts';

interface Kind {
	status: number;
	title: string;
	mend?: string;
}

/** Every problem this server answers with; the name is the last part of its `type` and never changes. */
const kinds = {
	'not-found': { status: 404, title: 'There is nothing here.' },
	'not-signed-in': {
		status: 401,
		title: 'This device is not signed in.',
		mend: 'Pair this browser again with an invite from your admin.',
	},
	'not-allowed': {
		status: 403,
		title: 'Your role does not allow this.',
		mend: 'Ask an admin of your workspace.',
	},
	'invalid-request': { status: 400, title: 'The request cannot be read.' },
	'token-in-address': {
		status: 400,
		title: 'A token must not stand in an address.',
		mend: 'Send it in the Authorization header, or in the first frame of a WebSocket. Revoke this one: it may be in logs.',
	},
	'code-unknown': { status: 404, title: 'This code is not known.', mend: 'Check that it was copied whole.' },
	'code-used': { status: 410, title: 'This code was used already.', mend: 'Ask your admin for a new one.' },
	'code-expired': { status: 410, title: 'This code has expired.', mend: 'Ask your admin for a new one.' },
	'too-many-requests': { status: 429, title: 'Too many tries.', mend: 'Wait a minute and try again.' },
	'too-large': { status: 413, title: 'This is larger than we take.' },
	'unsupported-type': { status: 415, title: 'This content type is not read here.' },
	'idempotency-key-missing': {
		status: 400,
		title: 'The Idempotency-Key header is missing.',
		mend: 'Send a value of your own that a repeat repeats, 8 to 200 letters, digits, dots, dashes or underscores.',
	},
	'unknown-lead': { status: 409, title: 'There is no such lead (any more).' },
	'facts-replaced': {
		status: 409,
		title: 'The facts of this call were read anew meanwhile.',
		mend: 'Look at the new ones and decide again.',
	},
	'wrong-value': { status: 422, title: 'A value does not fit its field.' },
	'nothing-stopped': { status: 409, title: 'Nothing has stopped there.' },
	overtaken: {
		status: 409,
		title: 'Somebody else has changed this meanwhile.',
		mend: 'Look at it again.',
	},
	'nobody-to-invite': {
		status: 422,
		title: 'Neither a mail address nor a number of the caller is known.',
		mend: 'Give the call to a lead that has one.',
	},
	'was-refused': {
		status: 409,
		title: 'This delivery was refused, and what was kept of it does not prove who sent it.',
		mend: 'Check the secret of the connection, then let the provider send it again.',
	},
	'wrong-range': { status: 416, title: 'There is nothing behind this place.' },
	'connection-gone': { status: 409, title: 'The connection of this delivery was removed.' },
	'wrong-address': { status: 422, title: 'Events cannot be sent to this address.' },
	'too-many-webhooks': {
		status: 409,
		title: 'There are 20 outgoing webhooks already.',
		mend: 'Remove one that is no longer used.',
	},
	'import-empty': { status: 422, title: 'The file is empty.' },
	'import-started': { status: 409, title: 'This import was started already.' },
	'import-running': { status: 409, title: 'Another import is running.', mend: 'Wait for it or cancel it.' },
	'wrong-mapping': { status: 422, title: 'These columns do not fit the file.' },
	'not-stored': {
		status: 503,
		title: 'The database cannot take anything right now.',
		mend: 'Check that the disk is not full; run: ringside doctor.',
	},
	'app-missing': {
		status: 409,
		title: 'The app of this provider is not entered yet.',
		mend: 'Ask an admin of your workspace to enter it.',
	},
	'last-admin': {
		status: 409,
		title: 'This is the only admin.',
		mend: 'Make somebody else an admin first.',
	},
	'sign-in-instead': { status: 422, title: 'This provider is connected by signing in.' },
	'wrong-setting': { status: 422, title: 'Something in the form is missing or wrong.' },
	'key-refused': {
		status: 422,
		title: 'The provider does not take this key.',
		mend: 'Copy it again, whole, and check that it has the rights that the guide names.',
	},
	'service-unsure': {
		status: 422,
		title: 'The service answered, and it is not sure that it will work.',
		mend: 'Check what was entered, or save it anyway.',
	},
	'vendor-silent': { status: 503, title: 'The provider could not be asked.', mend: 'Try again in a minute.' },
	'shutting-down': { status: 503, title: 'The server is stopping.', mend: 'Try again in a moment.' },
	internal: {
		status: 500,
		title: 'Something went wrong on our side.',
		mend: 'Tell your admin the reference: it finds the line in the server’s log.',
	},
} satisfies Record<string, Kind>;

export type ProblemName = keyof typeof kinds;

/** The document of RFC 9457. `detail` must hold nothing personal and nothing secret. */
export function problemOf(
	name: ProblemName,
	more: { detail?: string; field?: string; reference?: string } = {},
): Problem {
	return { type: `https://ringside.dev/problems/${name}`, ...kinds[name], ...more };
}

/** `field`: path of what it is about in the request's body. */
export function sendProblem(
	reply: FastifyReply,
	name: ProblemName,
	detail?: string,
	field?: string,
): FastifyReply {
	const problem = problemOf(name, { detail, field, reference: reply.request.id });
	if (problem.status === 503) reply.header('retry-after', '5');
	return reply
		.code(problem.status)
		.type('application/problem+json')
		.serializer((document: unknown) => JSON.stringify(document))
		.send(problem);
}
