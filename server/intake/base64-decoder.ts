export interface Base64Decoder {
	/** The bytes that are complete by now; undefined from the first that is no base64 on. */
	push(text: Uint8Array): Buffer | undefined;
	/** Whether it ended where base64 may end. */
	isWhole(): boolean;
}

/** Decodes base64 in ASCII that comes in parts of any size. */
export function createBase64Decoder(): Base64Decoder {
	let rest = '';
	let isOver = false;
	let isWrong = false;
	return {
		push(text) {
			const all = rest + Buffer.from(text.buffer, text.byteOffset, text.byteLength).toString('latin1');
			isWrong ||= (isOver && all !== '') || !/^[A-Za-z0-9+/]*={0,2}$/.test(all);
			if (isWrong) return undefined;
			const usable = all.length - (all.length % 4);
			rest = all.slice(usable);
			isOver = usable > 0 && all[usable - 1] === '=';
			return Buffer.from(all.slice(0, usable), 'base64');
		},
		isWhole: () => !isWrong && rest === '',
	};
}
