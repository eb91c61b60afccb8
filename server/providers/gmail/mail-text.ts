import { convert } from 'html-to-text';
import type { GmailMessage, MailPart } from './schema.ts';

const LONGEST_TEXT = 20_000;
/** More would cost time and be cut off anyway. */
const LONGEST_HTML = 200_000;
/** The reader's time grows with the square of this; no mail program nests so deep. */
const DEEPEST_HTML = 500;
const MOST_CHILDREN = 1_000;
const MOST_PARTS = 200;

/** What the mail says as plain text: its own text, else its HTML made text, else Gmail's snippet. */
export function bodyText({ payload, snippet }: GmailMessage): string {
	const parts = payload ? shownParts(payload) : [];
	const of = (type: string) => parts.filter((part) => part.mimeType?.toLowerCase() === type).map(textOf);
	const plain = joined(of('text/plain'));
	if (plain) return plain;
	return joined(of('text/html').map(fromHtml)) || joined([fromHtml(snippet ?? '')]);
}

/** Parts that are text, in order; attachments have a file name. */
function shownParts(root: MailPart): MailPart[] {
	const waiting = [root];
	const shown: MailPart[] = [];
	for (let seen = 0; waiting.length > 0 && seen < MOST_PARTS; seen += 1) {
		const part = waiting.shift();
		if (!part) break;
		if (part.parts) waiting.unshift(...part.parts);
		else if (!part.filename && part.body?.data) shown.push(part);
	}
	return shown;
}

function textOf({ body, headers }: MailPart): string {
	const bytes = Buffer.from(body?.data ?? '', 'base64url');
	const type = headers?.find(({ name }) => name.toLowerCase() === 'content-type')?.value ?? '';
	const charset = /charset="?([\w.:-]+)/i.exec(type)?.[1];
	// Gmail usually gives UTF-8, whatever the part's header says.
	return decode(bytes, 'utf-8') ?? decode(bytes, charset ?? 'latin1') ?? bytes.toString('latin1');
}

function decode(bytes: Uint8Array, charset: string): string | undefined {
	try {
		return new TextDecoder(charset, { fatal: true }).decode(bytes);
	} catch {
		return undefined;
	}
}

/** Text without any markup; links keep their address where it differs from what is shown. */
function fromHtml(whole: string): string {
	const html = withoutStyles(whole).slice(0, LONGEST_HTML);
	if (depthOf(html) > DEEPEST_HTML) return '';
	return convert(html, {
		wordwrap: false,
		limits: {
			maxInputLength: LONGEST_HTML,
			maxDepth: 100,
			maxChildNodes: MOST_CHILDREN,
			ellipsis: '…',
		},
		selectors: [
			{ selector: 'a', options: { hideLinkHrefIfSameAsText: true, ignoreHref: false } },
			{ selector: 'img', format: 'skip' },
			...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({
				selector,
				options: { uppercase: false },
			})),
		],
	});
}

/** Style sheets are often longer than the text that they are for. */
function withoutStyles(html: string): string {
	const [before = '', ...styled] = html.split(/<style\b/i);
	const after = styled.map((part) => {
		const end = part.search(/<\/style/i);
		return end < 0 ? '' : part.slice(end);
	});
	return [before, ...after].join('');
}

/** How deep tags are open at most, counting those that need no end (`br`) as never opened. */
function depthOf(html: string): number {
	let open = 0;
	let deepest = 0;
	for (const [, end, name = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)/gi)) {
		if (endless.has(name.toLowerCase())) continue;
		open = end ? Math.max(0, open - 1) : open + 1;
		deepest = Math.max(deepest, open);
	}
	return deepest;
}

const endless = new Set(
	'area base br col embed hr img input link meta p li td th tr tbody source wbr'.split(' '),
);

function joined(texts: string[]): string {
	const text = texts.map((one) => one.replace(/\r\n?/g, '\n').trim()).filter((one) => one !== '');
	return withoutControls(text.join('\n\n')).slice(0, LONGEST_TEXT).trim();
}

/** Line ends and tabs stay; what a terminal or a screen reader might obey does not. */
function withoutControls(text: string): string {
	return text.replace(/[^\P{Cc}\n\t]/gu, '');
}
