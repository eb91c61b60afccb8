import type { Subscriptions, VendorSubscription } from '../providers/setup.ts';
import type { Asked, VendorTools } from '../providers/vendor.ts';
import type { Setup, Subscription } from '../store/setup-port.ts';
import { planSubscriptions, type Step } from './plan.ts';

export type Trouble = Exclude<Asked<never>, { kind: 'read' }>;

export interface Reconciled {
	subscriptions: Subscription[];
	/** The first thing that the vendor did not do; the next upkeep tries again. */
	trouble?: Trouble;
}

export interface ReconcileDeps {
	workspaceId: string;
	setup: Pick<Setup, 'subscriptions' | 'saveSubscription' | 'removeSubscription'>;
	/** Keeps secrets that the vendor made, before its first delivery is verified. */
	keepSecrets(secrets: Record<string, string>): Promise<void>;
}

/** Brings the vendor's webhooks to what is wanted, and remembers what was found and done. */
export async function reconcile(
	rules: Subscriptions,
	tools: VendorTools,
	deps: ReconcileDeps,
	{ isRepair = false }: { isRepair?: boolean } = {},
): Promise<Reconciled> {
	const { connection, hookUrl, clock } = tools;
	const known = await deps.setup.subscriptions(deps.workspaceId, connection.connectionId);
	const found = await rules.list(tools, known);
	if (found.kind !== 'read') return { subscriptions: known, trouble: found };
	const wanted = rules.wanted(connection);
	const situation = { wanted, found: found.value, known, hookUrl, isRepair, now: clock.now() };
	const steps = planSubscriptions(situation, rules);
	let trouble: Trouble | undefined;
	for (const step of steps) {
		const done = await carryOut(step, rules, tools, deps);
		if (done.kind !== 'read') trouble ??= done;
		// The surplus one has no row of its own: its name's row tells of the one that stays.
		if (step.kind === 'remove') continue;
		await remember(step, done.kind === 'read' ? done.value : undefined, known, tools, deps);
	}
	const names = new Set(steps.map(({ name }) => name));
	for (const { name } of known.filter((one) => !names.has(one.name))) {
		await deps.setup.removeSubscription(deps.workspaceId, connection.connectionId, name);
	}
	const subscriptions = await deps.setup.subscriptions(deps.workspaceId, connection.connectionId);
	return { subscriptions, ...(trouble && { trouble }) };
}

type Done = Asked<VendorSubscription | undefined>;

async function carryOut(
	step: Step,
	rules: Subscriptions,
	tools: VendorTools,
	deps: ReconcileDeps,
): Promise<Done> {
	switch (step.kind) {
		case 'keep':
		case 'leave':
			return { kind: 'read', value: step.subscription };
		case 'create':
			return create(step.name, rules, tools, deps);
		case 'remove':
			return removed(await rules.remove(step.subscription, tools));
		case 'replace':
			return replace(step, rules, tools, deps);
		case 'renew': {
			const renewed = await rules.renew?.(step.subscription, tools);
			return !renewed || renewed.kind === 'gone' ? replace(step, rules, tools, deps) : renewed;
		}
		case 'update': {
			// Remembered first: after a crash in between, the address that stood there would be lost.
			if (step.before !== undefined) await rememberBefore(step.name, step.before, tools, deps);
			const updated = await rules.update?.(step.subscription, tools);
			return !updated || updated.kind === 'gone' ? replace(step, rules, tools, deps) : updated;
		}
	}
}

async function create(
	name: string,
	rules: Subscriptions,
	tools: VendorTools,
	deps: ReconcileDeps,
): Promise<Done> {
	if (!rules.create) return { kind: 'gone' };
	const created = await rules.create(name, tools);
	if (created.kind !== 'read') return created;
	if (created.value.secrets) await deps.keepSecrets(created.value.secrets);
	return { kind: 'read', value: created.value.subscription };
}

/** Removed before it is created: two of a kind would deliver everything twice. */
async function replace(
	{ name, subscription }: { name: string; subscription: VendorSubscription },
	rules: Subscriptions,
	tools: VendorTools,
	deps: ReconcileDeps,
): Promise<Done> {
	const gone = removed(await rules.remove(subscription, tools));
	return gone.kind === 'read' ? create(name, rules, tools, deps) : gone;
}

function removed(answer: Asked<unknown>): Done {
	return answer.kind === 'read' || answer.kind === 'gone' ? { kind: 'read', value: undefined } : answer;
}

async function rememberBefore(name: string, before: string, tools: VendorTools, deps: ReconcileDeps) {
	const { connectionId } = tools.connection;
	const row = (await deps.setup.subscriptions(deps.workspaceId, connectionId)).find(
		(one) => one.name === name,
	);
	const fresh: Subscription = {
		workspaceId: deps.workspaceId,
		connectionId,
		name,
		state: 'foreign',
		checkedAt: tools.clock.now(),
		isPassedOn: true,
	};
	await deps.setup.saveSubscription({ ...fresh, ...row, before });
}

async function remember(
	step: Step,
	now: VendorSubscription | undefined,
	known: readonly Subscription[],
	{ connection, clock }: VendorTools,
	{ workspaceId, setup }: ReconcileDeps,
): Promise<void> {
	const before = known.find((one) => one.name === step.name);
	const seen = now ?? ('subscription' in step ? step.subscription : undefined);
	await setup.saveSubscription({
		workspaceId,
		connectionId: connection.connectionId,
		name: step.name,
		...(seen && { vendorId: seen.vendorId, address: seen.address }),
		state: stateOf(step, now, seen),
		...(seen?.expiresAt !== undefined && { expiresAt: seen.expiresAt }),
		checkedAt: clock.now(),
		isPassedOn: before?.isPassedOn ?? false,
		...beforeOf(step, before),
	});
}

function beforeOf(step: Step, known: Subscription | undefined): { before?: string } {
	if (step.kind === 'update' && step.before !== undefined) return { before: step.before };
	return known?.before === undefined ? {} : { before: known.before };
}

function stateOf(
	step: Step,
	now: VendorSubscription | undefined,
	seen: VendorSubscription | undefined,
): Subscription['state'] {
	if (step.kind === 'leave') return 'foreign';
	if (now) return now.state === 'active' ? 'active' : 'inactive';
	// What was to be done was not: it is as it was seen.
	if (!seen || step.kind === 'replace') return 'missing';
	return seen.state === 'active' && step.kind === 'renew' ? 'active' : 'inactive';
}
