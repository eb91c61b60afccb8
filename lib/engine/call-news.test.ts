import { expect, test } from 'vitest';
import { callNews } from './call-news.ts';

function heardNews() {
	const told: string[] = [];
	const due: (() => void)[] = [];
	const news = callNews(
		{
			onChanged: (callId) => told.push(callId ?? 'any'),
			onSaid: ({ segment }) => told.push(segment.text),
		},
		{
			after(_, callback) {
				due.push(callback);
				return () => {};
			},
		},
	);
	return {
		news,
		told,
		pass: () => {
			for (const callback of due.splice(0)) callback();
		},
	};
}

test('a call of many events is told of once, and again when more comes after', () => {
	const { news, told, pass } = heardNews();
	for (let index = 0; index < 50; index += 1) news.heard({ callId: 'a' });
	news.heard({ callId: 'b' });
	expect(told).toEqual([]);
	pass();
	expect(told).toEqual(['a', 'b']);
	news.heard({ callId: 'a' });
	pass();
	expect(told).toEqual(['a', 'b', 'a']);
});

test('what is said is told at once, each line', () => {
	const { news, told } = heardNews();
	const said = (text: string) => ({
		callId: 'a',
		segment: { segmentId: text, speaker: 'remote' as const, text, startMs: 0 },
	});
	news.heard({ callId: 'a', said: said('Hello') });
	news.heard({ callId: 'a', said: said('Good morning') });
	expect(told).toEqual(['Hello', 'Good morning']);
});

test('after a gap every call may have changed', () => {
	const { news, told, pass } = heardNews();
	news.heard({});
	pass();
	expect(told).toEqual(['any']);
});
