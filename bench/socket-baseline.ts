import { once } from 'node:events';
import type { Page } from 'playwright';
import { type WebSocket as Socket, WebSocketServer } from 'ws';
import { wallClock } from '../tests/support/paint.ts';

/**
 * A bare WebSocket message that makes one DOM node, in a page of the same browser.
 * @returns ms from before the send to the second animation frame, one for each round
 */
export async function measureBareSocket(page: Page, rounds: number): Promise<number[]> {
	const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
	await once(server, 'listening');
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('no port');
	const connected = new Promise<Socket>((resolve) => server.once('connection', resolve));
	await page.evaluate((port) => {
		const socket = new WebSocket(`ws://127.0.0.1:${port}`);
		socket.onmessage = (message) => {
			const node = document.createElement('div');
			node.textContent = String(message.data);
			document.body.append(node);
			requestAnimationFrame(() =>
				requestAnimationFrame(() => {
					socket.send(String(performance.timeOrigin + performance.now()));
					node.remove();
				}),
			);
		};
	}, address.port);
	const socket = await connected;
	const took: number[] = [];
	for (let round = 0; round < rounds; round += 1) {
		const painted = new Promise<number>((resolve) => socket.once('message', (data) => resolve(Number(data))));
		const sentAt = wallClock();
		socket.send(`Mira Lindqvist ${round}`);
		took.push((await painted) - sentAt);
		await new Promise((resolve) => setTimeout(resolve, 30));
	}
	socket.close();
	server.close();
	return took;
}
