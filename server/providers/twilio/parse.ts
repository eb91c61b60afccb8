import type { z } from 'zod';
import type { HookConnection, HookRequest, Parsed } from '../provider.ts';
import { isForm, readForm } from './form.ts';
import { parseIncoming, parseStatus } from './message.ts';
import { IncomingMessage, MessageStatus, RecordingStatus, VoiceStatus } from './schema.ts';
import { parseRecording, parseVoice } from './voice.ts';

type Parameters = Record<string, string>;

/** What kind of callback it is tells itself by the parameters alone. */
export function parse(request: HookRequest, connection: HookConnection): Parsed {
	if (!isForm(request.headers['content-type'])) return { kind: 'unsupported', reason: 'not a form' };
	// Twilio sends many parameters empty; an empty one says as much as none.
	const given = readForm(request.body).filter(([, value]) => value !== '');
	const parameters: Parameters = Object.fromEntries(given);
	const account = connection.secrets.accountSid;
	if (account && parameters.AccountSid !== account) {
		return { kind: 'ignored', reason: 'belongs to another Twilio account' };
	}
	return readKind(parameters)(request, connection);
}

type Read = (request: HookRequest, connection: HookConnection) => Parsed;

function readKind(parameters: Parameters): Read {
	if (parameters.RecordingSid && parameters.RecordingStatus) {
		return reader(RecordingStatus, parameters, parseRecording);
	}
	if (parameters.MessageSid && parameters.SmsStatus === 'received') {
		return reader(IncomingMessage, parameters, parseIncoming);
	}
	if (parameters.MessageSid && parameters.MessageStatus)
		return reader(MessageStatus, parameters, parseStatus);
	if (parameters.CallSid && parameters.CallStatus) {
		if (parameters.CallbackSource) return reader(VoiceStatus, parameters, parseVoice);
		return () => ({ kind: 'ignored', reason: 'asks for TwiML; only status callbacks belong here' });
	}
	return () => ({ kind: 'unsupported', reason: 'not a known callback' });
}

function reader<T>(
	schema: z.ZodType<T>,
	parameters: Parameters,
	read: (value: T, request: HookRequest, connection: HookConnection) => Parsed,
): Read {
	const checked = schema.safeParse(parameters);
	if (checked.success) return (request, connection) => read(checked.data, request, connection);
	const fields = checked.error.issues.map((issue) => issue.path.join('.') || 'body');
	return () => ({ kind: 'malformed', reason: `parameters: ${fields.join(', ')}`.slice(0, 300) });
}
