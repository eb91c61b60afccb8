const entities: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

/** Text for the inside of an HTML element or a quoted attribute. */
export function escaped(text: string): string {
	return text.replace(/[&<>"']/g, (letter) => entities[letter] ?? '');
}
