/** The browser half's only source of chance; handed on, so that tests can repeat it. */
export interface Random {
	/** 0 ≤ x < 1 */
	fraction(): number;
	/** 32 random bytes, URL-safe. */
	secret(): string;
	/** A UUID, for idempotency keys. */
	uuid(): string;
}

const SECRET_BYTES = 32;

export const systemRandom: Random = {
	fraction: () => Math.random(),
	secret: () => toBase64Url(crypto.getRandomValues(new Uint8Array(SECRET_BYTES))),
	uuid: () => crypto.randomUUID(),
};

function toBase64Url(bytes: Uint8Array): string {
	const text = btoa(String.fromCharCode(...bytes));
	return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
