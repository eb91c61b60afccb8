/** What a request to our own server came to. */
export type Answer<T> =
	| { kind: 'ok'; value: T }
	/** The server said no, by problem type (its last path segment) or status. */
	| { kind: 'refused'; status: number; problem: string; detail: string; mend?: string; field?: string }
	/** No answer, or none that makes sense: worth trying again. */
	| { kind: 'unreachable'; detail: string };
