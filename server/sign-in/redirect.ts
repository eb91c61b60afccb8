/** Where vendors send people back to; entered at the vendor, so it never changes. */
export const CALLBACK_PATH = '/oauth/callback';

/** @param publicUrl without a slash at its end */
export function redirectUri(publicUrl: string): string {
	return `${publicUrl}${CALLBACK_PATH}`;
}
