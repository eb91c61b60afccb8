import type { InstallationStatus } from '../../lib/contract/connection.ts';
import { type Clock, toInstant } from '../clock.ts';
import { toCaretakers } from '../fanout/audience.ts';
import type { JobHandler } from '../jobs/job.ts';
import { createTurns } from '../sign-in/in-turn.ts';
import type { NewEvent, NewJob, Records, Store, StoredEvent } from '../store/ports.ts';
import type { CheckResult } from '../store/setup-port.ts';
import { type AddressWatchDeps, createAddressWatch } from './address-watch.ts';
import { toCheckResult } from './finding.ts';
import { installationChecks } from './installation-checks/index.ts';
import { type LookDeps, lookAround } from './look-around.ts';
import { problemOf } from './report.ts';
import { changeSince, type Problems, problemsOf } from './worsened.ts';

export interface DoctorDeps extends Omit<LookDeps, 'watchAddress'>, AddressWatchDeps {
	clock: Clock;
	store: LookDeps['store'] & Pick<Store, 'events' | 'records' | 'setup'>;
	/** Called after the commit, with events that were not in the log before. */
	publish(stored: StoredEvent[]): void;
}

/** Looks after the installation as one workspace sees it. `isAsked`: somebody waits for what is so now. */
export type ExamineInstallation = (workspaceId: string, options: { isAsked: boolean }) => Promise<void>;

export const EXAMINE_INSTALLATION = 'doctor.installation';

const EVERY_MS = 5 * 60 * 1_000;
const ATTEMPTS = 5;

/** Checks, keeps what was found, and tells the admins what got worse. */
export function createDoctor(deps: DoctorDeps): ExamineInstallation {
	// Two rounds at a time would tell of the same change twice.
	const inTurn = createTurns();
	const watchAddress = createAddressWatch(deps);
	return (workspaceId, { isAsked }) =>
		inTurn(workspaceId, () => round(workspaceId, { ...deps, watchAddress }, isAsked));
}

async function round(workspaceId: string, deps: DoctorDeps & LookDeps, isAsked: boolean): Promise<void> {
	const { store } = deps;
	const directory = await store.records.directory(workspaceId);
	if (!directory) return;
	const facts = await lookAround(directory, deps, isAsked);
	const checks = installationChecks
		.flatMap((check) => check(facts))
		.map((finding) => toCheckResult(finding, { workspaceId, checkedAt: facts.now }));
	const all = await store.setup.checks(workspaceId);
	const before = all.filter(({ connectionId }) => connectionId === undefined);
	await tell(workspaceId, before, checks, deps);
	await store.setup.saveChecks(workspaceId, undefined, checks);
}

async function tell(
	workspaceId: string,
	before: readonly CheckResult[],
	checks: readonly CheckResult[],
	{ store, clock, publish }: DoctorDeps,
): Promise<void> {
	const change = changeSince(before.length === 0 ? beginnings(checks) : problemsOf(before), checks);
	if (change.kind === 'same' || change.kind === 'better') return;
	const at = toInstant(clock.now());
	const status: InstallationStatus =
		change.kind === 'well'
			? { state: 'ok', at }
			: { state: 'attention', problem: problemOf(change.worst), at };
	const { stored } = await store.events.append({ workspaceId, events: [statusEvent(status)], jobs: [] });
	if (stored.length > 0) publish(stored);
}

/** What is not done yet in a new installation is no news: its set-up says so. */
function beginnings(checks: readonly CheckResult[]): Problems {
	return problemsOf(checks.filter(({ state }) => state === 'attention'));
}

function statusEvent(data: InstallationStatus): NewEvent {
	const type = 'ringside.installation.status';
	const subject = 'installation';
	const id = `${subject}-${data.at}`;
	const event = { specversion: '1.0', id, type, source: `/${subject}`, subject, time: data.at, data };
	// It has no owner, so those who look after it are the admins.
	return { id, type, subject, json: JSON.stringify(event), connectionId: toCaretakers(subject) };
}

/** Of a workspace there is one such job, which queues itself again. */
export function examineJob(runAt: number): NewJob {
	return { kind: EXAMINE_INSTALLATION, key: 'installation', payload: {}, runAt, maxAttempts: ATTEMPTS };
}

export function examineHandler(
	examine: ExamineInstallation,
	{ clock }: Pick<DoctorDeps, 'clock'>,
): JobHandler {
	return async ({ workspaceId }) => {
		await examine(workspaceId, { isAsked: false });
		return { kind: 'again', at: clock.now() + EVERY_MS };
	};
}

/** At a start everything is looked at anew. */
export async function queueExamination(
	{
		records,
		jobs,
	}: { records: Pick<Records, 'workspaces'>; jobs: Pick<Store['jobs'], 'enqueue' | 'hasten'> },
	now: number,
): Promise<void> {
	for (const { workspaceId } of await records.workspaces()) {
		const job = examineJob(now);
		await jobs.enqueue(workspaceId, job);
		await jobs.hasten(workspaceId, job);
	}
}
