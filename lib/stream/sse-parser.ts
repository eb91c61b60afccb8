export interface SseMessage {
	event: string;
	data: string;
	/** Empty when the server gave none. */
	id: string;
}

/** Longer than any frame of ours; a line that never ends must not fill the memory. */
const LONGEST_BUFFER = 4 * 1024 * 1024;

/** Splits a `text/event-stream` into messages, however it is cut into chunks. Throws when a message has no end. */
export function sseParser(onMessage: (message: SseMessage) => void): (chunk: string) => void {
	let buffer = '';
	let event = '';
	let data: string[] = [];
	let id = '';
	const line = (text: string) => {
		if (text === '') {
			if (data.length > 0) onMessage({ event: event || 'message', data: data.join('\n'), id });
			[event, data, id] = ['', [], ''];
			return;
		}
		const colon = text.indexOf(':');
		const field = colon < 0 ? text : text.slice(0, colon);
		const value = colon < 0 ? '' : text.slice(colon + 1).replace(/^ /, '');
		if (field === 'event') event = value;
		else if (field === 'data') data.push(value);
		else if (field === 'id') id = value;
	};
	return (chunk) => {
		buffer += chunk;
		// A CR at the very end may be the first half of CRLF.
		const lines = buffer.split(/\r\n|\n|\r(?!$)/);
		buffer = lines.pop() ?? '';
		for (const text of lines) line(text);
		if (buffer.length > LONGEST_BUFFER) throw new RangeError('SSE line without end');
	};
}
