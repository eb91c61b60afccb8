/** As much of a body as is worth showing, characters. */
const MOST = 20_000;

/** A body as a person reads it: JSON with its lines, else as text; undefined for bytes that are no text. */
export function readableBody(bodyBase64: string): string | undefined {
	const text = textOf(bodyBase64);
	if (text === undefined) return undefined;
	const shown = prettyJson(text) ?? text;
	return shown.length > MOST ? `${shown.slice(0, MOST)}…` : shown;
}

function textOf(base64: string): string | undefined {
	try {
		const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return undefined;
	}
}

function prettyJson(text: string): string | undefined {
	try {
		return JSON.stringify(JSON.parse(text), undefined, 2);
	} catch {
		return undefined;
	}
}
