import type { DatabaseSync } from 'node:sqlite';
import type { Kysely } from 'kysely';
import type { Append, NewDelivery, NewEvent, NewJob, NewRecording } from '../ports.ts';
import type { DeliveryTable, EventTable, JobTable, RecordingTable, Schema } from '../schema.ts';
import { parameter, parameters, prepareOnce } from './statement.ts';

export interface AppendItem extends Omit<Append, 'jobs'> {
	jobs: AppendJob[];
	/** How long it waited for the batch before it, µs. */
	waitedUs: number;
}

export interface AppendJob extends NewJob {
	jobId: string;
	/** JSON text. */
	payload: string;
}

const deliveryColumns = [
	...['workspace_id', 'delivery_id', 'connection_id', 'provider', 'received_at', 'url', 'headers'],
	...['outcome', 'reason', 'verify_us', 'parse_us', 'commit_us', 'size', 'body'],
] as (keyof DeliveryTable)[];
const eventColumns = [
	...['workspace_id', 'seq', 'connection_id', 'id', 'type', 'subject', 'agent_user_id', 'local_e164'],
	...['agent_key', 'delivery_id', 'json'],
] as (keyof EventTable)[];
const personColumns = ['workspace_id', 'person_id', 'seq'] as (keyof Schema['event_persons'])[];
const jobColumns = [
	...['workspace_id', 'job_id', 'kind', 'key', 'payload', 'state', 'due_at', 'attempt', 'max_attempts'],
	...['fence', 'reason'],
] as (keyof JobTable)[];

const recordingColumns = [
	...['workspace_id', 'connection_id', 'recording_id', 'subject', 'blob_id', 'size', 'content_type'],
	'created_at',
] as (keyof RecordingTable)[];

const counterColumns = ['workspace_id', 'name', 'value'] as (keyof Schema['counters'])[];

export function eventRow(item: AppendItem, event: NewEvent, seq: number) {
	return {
		workspace_id: item.workspaceId,
		seq,
		connection_id: event.connectionId,
		id: event.id,
		type: event.type,
		subject: event.subject,
		agent_user_id: event.agentUserId ?? null,
		local_e164: event.localE164 ?? null,
		agent_key: event.agentKey ?? null,
		delivery_id: item.delivery?.deliveryId ?? null,
		json: event.json,
	};
}

export function deliveryRow(
	workspaceId: string,
	delivery: NewDelivery,
	duplicate: boolean,
	commitUs: number,
) {
	return {
		workspace_id: workspaceId,
		delivery_id: delivery.deliveryId,
		connection_id: delivery.connectionId,
		provider: delivery.provider,
		received_at: delivery.receivedAt,
		url: delivery.url,
		headers: JSON.stringify(delivery.headers),
		outcome: duplicate ? 'duplicate' : delivery.outcome,
		reason: delivery.reason ?? null,
		verify_us: Math.round(delivery.verifyUs),
		parse_us: Math.round(delivery.parseUs),
		commit_us: Math.round(commitUs),
		size: delivery.body.byteLength,
		body: delivery.body,
	};
}

export function jobRow(workspaceId: string, job: AppendJob) {
	return {
		workspace_id: workspaceId,
		job_id: job.jobId,
		kind: job.kind,
		key: job.key,
		payload: job.payload,
		state: 'queued',
		due_at: job.runAt,
		attempt: 0,
		max_attempts: job.maxAttempts,
		fence: 0,
		reason: null,
	};
}

export function recordingRow(workspaceId: string, recording: NewRecording) {
	return {
		workspace_id: workspaceId,
		connection_id: recording.connectionId,
		recording_id: recording.recordingId,
		subject: recording.subject,
		blob_id: recording.blobId,
		size: recording.size,
		content_type: recording.contentType,
		created_at: recording.createdAt,
	};
}

/** Statements of the hot path, by what they do. */
export function prepareRows(db: DatabaseSync, kysely: Kysely<Schema>) {
	const head = prepareOnce<{ value: number }>(
		db,
		kysely
			.selectFrom('counters')
			.select('value')
			.where('workspace_id', '=', parameter<string>('workspaceId'))
			.where('name', '=', 'event'),
	);
	const insertEvents = kysely.insertInto('events').values(parameters(eventColumns));
	const insertJobs = kysely.insertInto('jobs').values(parameters(jobColumns));
	return {
		head,
		setHead: prepareOnce(
			db,
			kysely
				.insertInto('counters')
				.values(parameters(counterColumns))
				.onConflict((oc) =>
					oc.columns(['workspace_id', 'name']).doUpdateSet((eb) => ({ value: eb.ref('excluded.value') })),
				),
		),
		insertEvent: prepareOnce(
			db,
			insertEvents
				.onConflict((oc) => oc.columns(['workspace_id', 'connection_id', 'id']).doNothing())
				.returning('seq'),
		),
		insertPerson: prepareOnce(
			db,
			kysely
				.insertInto('event_persons')
				.values(parameters(personColumns))
				.onConflict((oc) => oc.doNothing()),
		),
		insertDelivery: prepareOnce(db, kysely.insertInto('deliveries').values(parameters(deliveryColumns))),
		insertRecording: prepareOnce(
			db,
			kysely
				.insertInto('recordings')
				.values(parameters(recordingColumns))
				.onConflict((oc) => oc.columns(['workspace_id', 'connection_id', 'recording_id']).doNothing()),
		),
		insertJob: prepareOnce(
			db,
			insertJobs.onConflict((oc) => oc.columns(['workspace_id', 'kind', 'key']).doNothing()),
		),
		setLastEvent: prepareOnce(
			db,
			kysely
				.updateTable('connections')
				.set({ last_event_at: parameter<number>('last_event_at') })
				.where('workspace_id', '=', parameter<string>('workspace_id'))
				.where('connection_id', '=', parameter<string>('connection_id')),
		),
	};
}
