/** Baseline of fanout: one shared buffer written to each of many raw sockets, as fast as Node can. */
import { createServer, type Socket } from 'node:net';

const sockets: Socket[] = [];
const server = createServer((socket) => {
	sockets.push(socket);
	socket.on('error', () => socket.destroy());
});

server.listen(0, '127.0.0.1', () => process.send?.(server.address()));

process.on(
	'message',
	async ({ events, bytes, pauseMs }: { events: number; bytes: number; pauseMs: number }) => {
		for (let event = 0; event < events; event += 1) {
			const shared = Buffer.alloc(bytes, 46);
			shared[bytes - 1] = 10;
			for (const socket of sockets) socket.write(shared);
			await new Promise((resolve) => setTimeout(resolve, pauseMs));
		}
		process.send?.('written');
	},
);
