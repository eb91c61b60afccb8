import { readJsonBody } from '../json-body.ts';
import type { HookConnection, HookRequest, Parsed } from '../provider.ts';
import { answered, ended, ringing } from './call.ts';
import { parseMessage } from './message.ts';
import { parseRecording } from './recording.ts';
import { Body, type Fields } from './schema.ts';

type Reader = (fields: Fields, request: HookRequest, connection: HookConnection) => Parsed;

const noCallState: Reader = () => ({ kind: 'ignored', reason: 'changes nothing that a call shows' });

/** `event` is a text of our own template; spaces, colons and underscores count as dots. */
const readers = new Map<string, Reader>([
	['call.started', ringing],
	['call.ringing', ringing],
	['call.ringing.agent', ringing],
	['call.answered', answered],
	['call.ended', ended],
	['call.missed', ended],
	['call.modified', noCallState],
	['call.raised.hand', noCallState],
	['sms.received', parseMessage],
	['sms.sent', parseMessage],
	['recording.uploaded', parseRecording],
	['contact.created', noCallState],
	['contact.updated', noCallState],
	['contact.deleted', noCallState],
]);

/** What one automation sent → a view of the call, a message or a recording. */
export function parse(request: HookRequest, connection: HookConnection): Parsed {
	const read = readJsonBody(request.body, Body);
	if (read.kind === 'malformed') return read;
	const fields = read.value;
	if (!fields.event) return { kind: 'malformed', reason: 'missing event' };
	const name = fields.event.toLowerCase().replace(/[\s:_.-]+/g, '.');
	const reader = readers.get(name);
	if (!reader) return { kind: 'unsupported', reason: `event ${name.slice(0, 100)}` };
	return reader({ ...fields, event: name }, request, connection);
}
