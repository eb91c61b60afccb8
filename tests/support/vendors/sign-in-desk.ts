import type { OAuthSimulator } from './oauth.ts';
import type { VendorQuestion, VendorReply } from './vendor-server.ts';

/** Where a vendor has its sign-in: path there → what stands for it at the simulator of OAuth. */
type SignInPaths = Record<string, '/authorize' | '/token' | '/revoke'>;

/** What the vendor's sign-in says to a question; undefined for one about something else. */
export function answerSignIn(
	oauth: OAuthSimulator,
	paths: SignInPaths,
	{ path, query, body, headers }: VendorQuestion,
): VendorReply | undefined {
	const place = Object.hasOwn(paths, path) ? paths[path] : undefined;
	if (!place) return undefined;
	const url = new URL(`${place}?${query}`, 'http://simulator');
	return oauth.answer(url, new URLSearchParams(body), { headers });
}
