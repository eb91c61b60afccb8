/** Form parameters in the order sent. `+` is a space and `%2B` a plus. */
export function readForm(body: Uint8Array): [name: string, value: string][] {
	return [...new URLSearchParams(Buffer.from(body).toString('utf8'))];
}

/** Whether the request says that its body is a form. */
export function isForm(contentType: string | undefined): boolean {
	return /^application\/x-www-form-urlencoded\s*(;|$)/i.test(contentType ?? '');
}
