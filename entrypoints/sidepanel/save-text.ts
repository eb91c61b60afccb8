import type { CallsApi } from '../../lib/server-api/calls-api.ts';
import { askServer } from '../options/ask-server.ts';

/** Keeps transcript and facts of a call as a file. */
export async function saveText(api: CallsApi, callId: string, locale: string): Promise<void> {
	const answer = await askServer((as) => api.exportText(as, callId, locale));
	if (answer.kind !== 'ok') return;
	const url = URL.createObjectURL(new Blob([answer.value], { type: 'text/plain;charset=utf-8' }));
	const link = document.createElement('a');
	link.href = url;
	// An id may hold what a file's name may not.
	link.download = `${callId.replaceAll(/[^\w.-]+/g, '-')}.txt`;
	link.click();
	URL.revokeObjectURL(url);
}
