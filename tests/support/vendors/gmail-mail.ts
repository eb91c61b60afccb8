/** A mail as tests write it. */
export interface SimulatedMail {
	id: string;
	threadId?: string;
	labelIds?: string[];
	from?: string;
	to?: string;
	cc?: string;
	subject?: string;
	text?: string;
	html?: string;
	/** ms since 1970. */
	at?: number;
}

/** Its own thread where none is named. */
export const threadOf = (mail: SimulatedMail) => mail.threadId ?? `thread-of-${mail.id}`;
export const labelsOf = (mail: SimulatedMail) => mail.labelIds ?? ['INBOX', 'UNREAD'];

/** As `messages.get` gives it. */
export function messageOf(mail: SimulatedMail, full: boolean): object {
	const part = (mimeType: string, text: string) => ({
		mimeType,
		filename: '',
		headers: [{ name: 'Content-Type', value: `${mimeType}; charset="UTF-8"` }],
		body: { size: text.length, data: Buffer.from(text).toString('base64url') },
	});
	const headers = Object.entries({ From: mail.from, To: mail.to, Cc: mail.cc, Subject: mail.subject })
		.filter(([, value]) => value !== undefined)
		.map(([name, value]) => ({ name, value }));
	const parts = [
		...(mail.text === undefined ? [] : [part('text/plain', mail.text)]),
		...(mail.html === undefined ? [] : [part('text/html', mail.html)]),
	];
	return {
		id: mail.id,
		threadId: threadOf(mail),
		labelIds: labelsOf(mail),
		snippet: (mail.text ?? '').slice(0, 100),
		internalDate: String(mail.at ?? 1_773_302_400_000),
		historyId: '1',
		payload: {
			mimeType: 'multipart/alternative',
			filename: '',
			headers,
			body: { size: 0 },
			...(full && { parts }),
		},
	};
}
