import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { VendorSubscription } from '../providers/setup.ts';
import { removeSubscriptions } from './farewell.ts';
import { reconcile } from './reconcile.ts';
import { DAY_MS, OLD_PATH, OURS, rowsInMemory, toolsAt, vendorModel } from './vendor.testkit.ts';

const NOW = Date.UTC(2026, 2, 10);
const THEIRS = 'https://n8n.example.org/webhook/42';

function held(fields: Partial<VendorSubscription> = {}): VendorSubscription {
	return { vendorId: 'one', name: 'calls', address: OURS, state: 'active', ...fields };
}

function setUp(model: ReturnType<typeof vendorModel>) {
	const setup = rowsInMemory();
	const secrets: Record<string, string>[] = [];
	const deps = {
		workspaceId: 'w',
		setup,
		keepSecrets: async (made: Record<string, string>) => void secrets.push(made),
	};
	const run = (options: { isRepair?: boolean; now?: number; hookUrl?: string } = {}) =>
		reconcile(model.rules, toolsAt(options.now ?? NOW, options.hookUrl), deps, options);
	return { setup, run, deps };
}

describe('bringing a vendor’s webhooks to what is wanted', () => {
	it('creates what is missing, and nothing the second time', async () => {
		const model = vendorModel([]);
		const { run, setup } = setUp(model);
		await run();
		await run();
		expect(model.asked.filter((kind) => kind !== 'list')).toEqual(['create']);
		expect(setup.rows.get('calls')).toMatchObject({ state: 'active', address: OURS });
	});

	it('leaves alone what belongs to somebody else', async () => {
		const model = vendorModel([held({ vendorId: 'n8n', address: THEIRS })]);
		await setUp(model).run();
		expect(model.held).toContainEqual(held({ vendorId: 'n8n', address: THEIRS }));
	});

	it.each([
		['switched off', held({ state: 'inactive' }), ['update']],
		[
			'under an earlier public address',
			held({ address: 'https://old.example.com/hooks/acme/k3y' }),
			['update'],
		],
		[
			'of an older system at our host',
			held({ address: `https://ringside.example.com${OLD_PATH}` }),
			['update'],
		],
		['blacklisted', held({ state: 'unusable' }), ['remove', 'create']],
		['about to expire', held({ expiresAt: NOW + DAY_MS / 2 }), ['renew']],
		['expired', held({ expiresAt: NOW - 1 }), ['remove', 'create']],
		['fine', held({ expiresAt: NOW + 2 * DAY_MS }), []],
	])('mends one that is %s', async (_, subscription, done) => {
		const model = vendorModel([subscription]);
		await setUp(model).run();
		expect(model.asked.filter((kind) => kind !== 'list')).toEqual(done);
		expect(model.held).toHaveLength(1);
		expect(model.held[0]).toMatchObject({ address: OURS, state: 'active' });
	});

	it('adopts an older system’s webhook at another host only when somebody asks for it', async () => {
		const model = vendorModel([held({ address: `https://old.example.org${OLD_PATH}` })]);
		const { run } = setUp(model);
		await run();
		expect(model.held.map(({ address }) => address)).toContain(`https://old.example.org${OLD_PATH}`);
		const repaired = vendorModel([held({ address: `https://old.example.org${OLD_PATH}` })]);
		await setUp(repaired).run({ isRepair: true });
		expect(repaired.held).toEqual([held()]);
	});

	it('creates anew what the vendor no longer has when it is to be renewed', async () => {
		const model = vendorModel([held({ expiresAt: NOW + 1 })]);
		model.failNext = { kind: 'renew', answer: { kind: 'gone' } };
		await setUp(model).run();
		expect(model.held).toMatchObject([{ vendorId: 'made-1' }]);
	});

	it('says what the vendor refused, remembers it, and tries again', async () => {
		const model = vendorModel([]);
		model.failNext = { kind: 'create', answer: { kind: 'forbidden', reason: 'scope' } };
		const { run, setup } = setUp(model);
		const first = await run();
		expect(first).toMatchObject({ trouble: { kind: 'forbidden' }, subscriptions: [{ state: 'missing' }] });
		expect(await run()).not.toHaveProperty('trouble');
		expect(setup.rows.get('calls')?.state).toBe('active');
	});

	it('forgets rows of what is no longer wanted', async () => {
		const model = vendorModel([]);
		const { run, setup } = setUp(model);
		await run();
		model.rules.wanted = () => ['recordings'];
		await run();
		expect([...setup.rows.keys()]).toEqual(['recordings']);
	});
});

describe('places for one address', () => {
	it('takes an empty one, and empties it again', async () => {
		const model = vendorModel([held({ address: '' })], { arePlaces: true });
		const { run, deps } = setUp(model);
		await run();
		expect(model.held[0]?.address).toBe(OURS);
		await removeSubscriptions(model.rules, toolsAt(NOW), deps);
		expect(model.held[0]?.address).toBe('');
	});

	it('never takes somebody else’s unasked; with their consent it passes on, and puts it back', async () => {
		const model = vendorModel([held({ address: THEIRS })], { arePlaces: true });
		const { run, setup, deps } = setUp(model);
		await run({ isRepair: true });
		expect(model.held[0]?.address).toBe(THEIRS);
		const row = setup.rows.get('calls');
		expect(row).toMatchObject({ state: 'foreign', address: THEIRS });
		if (row) setup.rows.set('calls', { ...row, isPassedOn: true });
		await run();
		await run();
		expect(model.held[0]?.address).toBe(OURS);
		expect(setup.rows.get('calls')).toMatchObject({ before: THEIRS, isPassedOn: true, state: 'active' });
		await run({ hookUrl: 'https://new.example.com/hooks/acme/k3y' });
		expect(setup.rows.get('calls')?.before).toBe(THEIRS);
		await removeSubscriptions(model.rules, toolsAt(NOW), deps);
		expect(model.held[0]?.address).toBe(THEIRS);
	});
});

const anything = fc.record({
	vendorId: fc.uuid(),
	name: fc.constantFrom('calls', 'recordings'),
	address: fc.constantFrom(
		OURS,
		THEIRS,
		'https://before.example.com/hooks/acme/k3y',
		`https://ringside.example.com${OLD_PATH}`,
		`https://old.example.org${OLD_PATH}`,
		'not an address',
	),
	state: fc.constantFrom('active' as const, 'inactive' as const, 'unusable' as const),
	expiresAt: fc.option(fc.integer({ min: NOW - DAY_MS, max: NOW + 9 * DAY_MS }), { nil: undefined }),
});

describe('whatever a vendor holds', () => {
	it('is mended by two rounds, kept by the third, and other people’s stay', async () => {
		const each = fc.uniqueArray(anything, { selector: (one) => one.vendorId, maxLength: 8 });
		await fc.assert(
			fc.asyncProperty(each, fc.boolean(), async (before, isRepair) => {
				const model = vendorModel(before, { wanted: ['calls', 'recordings'] });
				const { run } = setUp(model);
				await run({ isRepair });
				await run();
				const after = structuredClone(model.held);
				model.asked.length = 0;
				await run();
				expect(model.asked).toEqual(['list']);
				expect(model.held).toEqual(after);
				for (const name of ['calls', 'recordings']) {
					const ours = after.filter((one) => one.name === name && one.address === OURS);
					expect(ours).toMatchObject([{ state: 'active' }]);
				}
				const theirs = (list: VendorSubscription[]) => list.filter(({ address }) => address === THEIRS);
				expect(theirs(after)).toEqual(theirs(before));
			}),
		);
	});
});
