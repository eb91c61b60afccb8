import { StoreUnavailable } from '../ports.ts';

/** An error as it crosses threads; carries no values of rows. */
export interface Failure {
	unavailable: boolean;
	message: string;
	stack?: string;
}

// https://www.sqlite.org/rescode.html: the storage's own trouble, as opposed to a wrong statement.
const storageTrouble = new Map([
	[5, 'busy'],
	[6, 'locked'],
	[7, 'out of memory'],
	[8, 'read-only'],
	[10, 'disk error'],
	[11, 'database damaged'],
	[13, 'disk full'],
	[14, 'cannot open file'],
	[26, 'not a database'],
]);

export function toFailure(error: unknown): Failure {
	const reason = storageTrouble.get(primaryCode(error));
	if (reason) return { unavailable: true, message: `The database did not take it: ${reason}` };
	if (error instanceof StoreUnavailable) return { unavailable: true, message: error.message };
	if (error instanceof Error) return { unavailable: false, message: error.message, stack: error.stack };
	return { unavailable: false, message: String(error) };
}

export function fromFailure(failure: Failure): Error {
	if (failure.unavailable) return new StoreUnavailable(failure.message);
	const error = new Error(failure.message);
	if (failure.stack) error.stack = failure.stack;
	return error;
}

function primaryCode(error: unknown): number {
	const code = error instanceof Error && 'errcode' in error ? error.errcode : 0;
	return typeof code === 'number' ? code & 0xff : 0;
}
