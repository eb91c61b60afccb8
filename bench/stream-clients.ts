/** Many raw sockets that count what they receive; a process of its own, so that the server's CPU is its own. */
import { connect, type Socket } from 'node:net';

interface Open {
	port: number;
	count: number;
	/** Sent by each client at the start, e.g. a request for the stream. */
	hello: string;
	/** What an event ends with or holds; counted. */
	mark: string;
}

const sockets: Socket[] = [];
let counted = 0;
let received = 0;

/** Counts marks without keeping what was read; a mark never stands across two reads by more than its length. */
function counting(mark: Buffer): (chunk: Buffer) => void {
	let tail = Buffer.alloc(0);
	return (chunk) => {
		received += chunk.length;
		const text = tail.length > 0 ? Buffer.concat([tail, chunk]) : chunk;
		let at = text.indexOf(mark);
		let end = 0;
		while (at >= 0) {
			counted += 1;
			end = at + mark.length;
			at = text.indexOf(mark, end);
		}
		tail = Buffer.from(text.subarray(Math.max(end, text.length - mark.length + 1)));
	};
}

async function open({ port, count, hello, mark }: Open): Promise<void> {
	const wanted = Buffer.from(mark);
	for (let index = 0; index < count; index += 1) {
		const socket = connect(port, '127.0.0.1');
		await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
		socket.on('data', counting(wanted));
		socket.on('error', () => socket.destroy());
		if (hello !== '') socket.write(hello);
		sockets.push(socket);
	}
}

process.on('message', async (message: { open?: Open }) => {
	if (message.open) await open(message.open);
	process.send?.({ counted, received, alive: sockets.filter((socket) => !socket.destroyed).length });
});
process.send?.('ready');
