import type { Blobs } from '../../server/blobs/blobs.ts';
import type { Dispatch } from '../../server/outgoing/dispatcher.ts';
import type { Download } from '../../server/outgoing/download.ts';
import type { Append, Job, Store } from '../../server/store/ports.ts';

/** Wraps one step; `jobId` of those that are of one job. */
export type Pass = <T>(label: string, run: () => Promise<T>, jobId?: string) => Promise<T>;

/** Every request that goes out, named by where it goes. */
export function watchedDispatch(dispatch: Dispatch, pass: Pass): Dispatch {
	return (outgoing) => pass(`${outgoing.method} ${placeOf(outgoing.url)}`, () => dispatch(outgoing));
}

/** Likewise; its file is a step of its own, which begins when the answer is there. */
export function watchedDownload(download: Download, pass: Pass): Download {
	return (request, read) => {
		const label = `GET ${placeOf(request.url)}`;
		return pass(label, () => download(request, (answer) => pass(`${label}, its file`, () => read(answer))));
	};
}

export function watchedBlobs(blobs: Blobs, pass: Pass): Blobs {
	return {
		...blobs,
		put: (bytes, options) => pass('blobs.put', () => blobs.put(bytes, options)),
		remove: (blobId) => pass('blobs.remove', () => blobs.remove(blobId)),
	};
}

/** Every write of the work after a call. */
export function watchedStore(store: Store, pass: Pass): Store {
	const { events, jobs, afterCall } = store;
	const kinds = new Map<string, string>();
	const ended = <T>(name: string, jobId: string, run: () => Promise<T>) =>
		pass(`jobs.${name} ${kinds.get(jobId) ?? ''}`, run, jobId);
	return {
		...store,
		events: { ...events, append: (item) => pass(`append ${newsOf(item)}`, () => events.append(item)) },
		jobs: {
			...jobs,
			async lease(options) {
				const leased = await jobs.lease(options);
				for (const job of leased) kinds.set(job.jobId, job.kind);
				for (const job of leased) await pass(`jobs.lease ${job.kind}`, async () => undefined, job.jobId);
				return leased;
			},
			enqueue: (workspaceId, job) => pass(`jobs.enqueue ${job.kind}`, () => jobs.enqueue(workspaceId, job)),
			complete: (jobId, fence) => ended('complete', jobId, () => jobs.complete(jobId, fence)),
			fail: (jobId, fence, failure) => ended('fail', jobId, () => jobs.fail(jobId, fence, failure)),
			postpone: (jobId, fence, at) => ended('postpone', jobId, () => jobs.postpone(jobId, fence, at)),
		},
		afterCall: watchedAfterCall(afterCall, pass),
	};
}

function watchedAfterCall(afterCall: Store['afterCall'], pass: Pass): Store['afterCall'] {
	const { effects, usage, inbox } = afterCall;
	const kinds = new Map<string, string>();
	return {
		...afterCall,
		effects: {
			...effects,
			begin(id, effect) {
				kinds.set(effect.key, effect.kind);
				return pass(`effects.begin ${effect.kind}`, () => effects.begin(id, effect));
			},
			end: (id, key, end) =>
				pass(`effects.end ${kinds.get(key) ?? ''} ${end.state}`, () => effects.end(id, key, end)),
			forget: (id, subject, kind) =>
				pass(`effects.forget ${kind ?? ''}`, () => effects.forget(id, subject, kind)),
		},
		usage: { ...usage, add: (id, used) => pass(`usage.add ${used.name}`, () => usage.add(id, used)) },
		inbox: {
			...inbox,
			add: (id, row) => pass('inbox.add', () => inbox.add(id, row)),
			change: (id, callId, change) => pass('inbox.change', () => inbox.change(id, callId, change)),
		},
	};
}

function placeOf(address: string): string {
	const { host, pathname } = new URL(address);
	return `${host}${pathname}`;
}

/** What an append tells, and which work it queues. */
function newsOf({ events, jobs, recordings }: Append): string {
	const told = events.map(({ type, json }) => {
		const { stage, state } = JSON.parse(json).data ?? {};
		const name = type.replace('ringside.', '');
		return name === 'stage.changed' ? `${stage} ${state}` : name;
	});
	const queued = jobs.map(({ kind }: Pick<Job, 'kind'>) => `+${kind}`);
	return [...new Set(told), ...queued, ...(recordings?.length ? ['+audio'] : [])].join(' ');
}
