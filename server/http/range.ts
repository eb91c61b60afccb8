/** From `start` up to, without, `end`, in bytes. */
type Range = { kind: 'whole' | 'part'; start: number; end: number } | { kind: 'unsatisfiable' };

/**
 * What a Range header asks for of so many bytes (RFC 9110, 14.2). What is no single range of bytes is passed over, as
 * the standard allows: the whole is given.
 */
export function readRange(header: string | undefined, size: number): Range {
	const whole = { kind: 'whole', start: 0, end: size } as const;
	const [, first = '', last = ''] =
		/^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.replace(/\s/g, '') ?? '') ?? [];
	if (first === '' && last === '') return whole;
	if (first === '') {
		const length = Math.min(Number(last), size);
		return length === 0 ? { kind: 'unsatisfiable' } : { kind: 'part', start: size - length, end: size };
	}
	const start = Number(first);
	if (last !== '' && Number(last) < start) return whole;
	if (start >= size) return { kind: 'unsatisfiable' };
	return { kind: 'part', start, end: last === '' ? size : Math.min(Number(last) + 1, size) };
}
