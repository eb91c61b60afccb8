import { connect, type TLSSocket } from 'node:tls';
import { checkTarget, type TargetRules } from './target.ts';

/** What a server shows of itself by TLS. */
export type Certificate =
	/** `validUntil`: ms since 1970. */
	| { kind: 'trusted'; validUntil: number }
	/** `reason`: OpenSSL's or Node's code, e.g. `CERT_HAS_EXPIRED`. */
	| { kind: 'not-trusted'; reason: string; validUntil: number }
	/** Not https, or nobody answered. */
	| { kind: 'none' };

/** Looks at the certificate of an address, and sends nothing. */
export async function lookAtCertificate(
	address: string,
	rules: TargetRules,
	timeoutMs: number,
): Promise<Certificate> {
	// A look-up of a name cannot be called off, only left behind.
	const target = await Promise.race([checkTarget(address, rules), after(timeoutMs)]);
	if (target.kind !== 'allowed' || target.url.protocol !== 'https:') return { kind: 'none' };
	const { hostname, port } = target.url;
	const [{ address: host }] = target.pinned;
	// A name is sent for the choice of the certificate; an IP address is none.
	const servername = /^[\d.]+$|:/.test(hostname) ? undefined : hostname;
	const socket = connect({
		host,
		port: Number(port || 443),
		...(servername !== undefined && { servername }),
		// Looked at below: why it is not trusted is what is asked for.
		rejectUnauthorized: false,
		timeout: timeoutMs,
	});
	try {
		return await shown(socket);
	} finally {
		socket.destroy();
	}
}

function after(ms: number): Promise<{ kind: 'late' }> {
	const { promise, resolve } = Promise.withResolvers<{ kind: 'late' }>();
	AbortSignal.timeout(ms).addEventListener('abort', () => resolve({ kind: 'late' }));
	return promise;
}

function shown(socket: TLSSocket): Promise<Certificate> {
	const { promise, resolve } = Promise.withResolvers<Certificate>();
	socket.once('secureConnect', () => resolve(read(socket)));
	for (const event of ['error', 'timeout', 'close']) socket.once(event, () => resolve({ kind: 'none' }));
	return promise;
}

function read(socket: TLSSocket): Certificate {
	const validUntil = Date.parse(socket.getPeerCertificate().valid_to);
	if (socket.authorized) return { kind: 'trusted', validUntil };
	return { kind: 'not-trusted', reason: codeOf(socket.authorizationError), validUntil };
}

/** Node's types promise an Error; it is a code as text as well. */
function codeOf(error: Error | string | null | undefined): string {
	if (error instanceof Error) return 'code' in error ? String(error.code) : error.message;
	return String(error ?? 'unknown');
}
