import { Socket } from 'node:net';
import { onTestFinished, vi } from 'vitest';

/** Every `ip:port` that this process tries to connect to until the test is over, as the socket itself tells it. */
export function watchConnections(): string[] {
	const tried: string[] = [];
	const connect = Socket.prototype.connect;
	const spy = vi.spyOn(Socket.prototype, 'connect').mockImplementation(function (this: Socket, ...args) {
		this.on('connectionAttempt', (ip: string, port: number) => tried.push(`${ip}:${port}`));
		return connect.apply(this, args as unknown as Parameters<typeof connect>);
	} as typeof connect);
	onTestFinished(() => spy.mockRestore());
	return tried;
}
