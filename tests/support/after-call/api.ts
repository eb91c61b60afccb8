/** Whose eyes the server's API is asked with. */
export interface ApiAccess {
	origin: string;
	token: string;
}

/** Asks the server's API; the answer's JSON. @throws Error with what it refused */
export async function askApi(
	{ origin, token }: ApiAccess,
	method: string,
	path: string,
	body?: unknown,
): Promise<unknown> {
	const response = await fetch(`${origin}${path}`, {
		method,
		headers: {
			authorization: `Bearer ${token}`,
			...(body !== undefined && { 'content-type': 'application/json' }),
		},
		...(body !== undefined && { body: JSON.stringify(body) }),
	});
	const text = await response.text();
	if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
	return text === '' ? undefined : JSON.parse(text);
}
