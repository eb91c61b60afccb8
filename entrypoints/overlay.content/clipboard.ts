/** Puts text on the clipboard; resolves to whether it is there. Called from a click. */
export async function copyText(text: string): Promise<boolean> {
	if (!isSecureContext) return copyByEvent(text);
	try {
		await navigator.clipboard.writeText(text);
		return true;
	} catch {
		return copyByEvent(text);
	}
}

/** For pages on plain http, and pages whose policy keeps the clipboard to itself. */
function copyByEvent(text: string): boolean {
	let isSet = false;
	const put = (event: ClipboardEvent) => {
		event.stopImmediatePropagation();
		event.preventDefault();
		event.clipboardData?.setData('text/plain', text);
		isSet = event.clipboardData !== null;
	};
	addEventListener('copy', put, { capture: true });
	document.execCommand('copy');
	removeEventListener('copy', put, { capture: true });
	return isSet;
}
