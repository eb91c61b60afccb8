import { expect, test, vi } from 'vitest';
import type { Me } from '../contract/index.ts';
import type { Answer } from '../server-api/answer.ts';
import { meKeeper } from './keep-me.ts';

const ada: Me = {
	...{ workspaceId: 'w', workspaceName: 'W', userId: 'u', userName: 'Ada', role: 'member' },
	...{ deviceId: 'd', region: 'DE' },
};

function kept(answer: () => Answer<Me>, me: Me | null = ada) {
	let now = 1_000_000;
	const parts = {
		me: me ?? undefined,
		ask: vi.fn(async () => answer()),
		save: vi.fn(async () => {}),
		onChanged: vi.fn(),
		clock: { now: () => now },
	};
	return { ...parts, keeper: meKeeper(parts), later: (ms: number) => (now += ms) };
}

test('a role that was changed is told of and kept', async () => {
	const k = kept(() => ({ kind: 'ok', value: { ...ada, role: 'admin' } }));
	await k.keeper.refresh();
	expect(k.keeper.me()?.role).toBe('admin');
	expect(k.save).toHaveBeenCalledExactlyOnceWith({ ...ada, role: 'admin' });
	expect(k.onChanged).toHaveBeenCalledOnce();
});

test('what is the same, refused or not answered changes nothing', async () => {
	const answers: Answer<Me>[] = [
		{ kind: 'ok', value: { ...ada } },
		{ kind: 'unreachable', detail: '' },
	];
	const k = kept(() => answers.shift() ?? { kind: 'unreachable', detail: '' });
	await k.keeper.refresh();
	k.later(31_000);
	await k.keeper.refresh();
	expect(k.keeper.me()).toEqual(ada);
	expect(k.save).not.toHaveBeenCalled();
	expect(k.onChanged).not.toHaveBeenCalled();
});

test('it is asked at most every half minute, also after the clock went back; and not while nobody is paired', async () => {
	const k = kept(() => ({ kind: 'ok', value: ada }));
	await k.keeper.refresh();
	await k.keeper.refresh();
	expect(k.ask).toHaveBeenCalledOnce();
	k.later(-3_600_000);
	await k.keeper.refresh();
	expect(k.ask).toHaveBeenCalledTimes(2);
	const nobody = kept(() => ({ kind: 'ok', value: ada }), null);
	await nobody.keeper.refresh();
	expect(nobody.ask).not.toHaveBeenCalled();
});
