import { readFileSync } from 'node:fs';

/** Clock ticks a second on Linux; fixed by its ABI. */
const ticks = 100;

/** CPU seconds (user and system, all threads) a process has used so far. Linux only. */
export function cpuSeconds(pid: number): number {
	const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
	// The name in brackets may hold spaces.
	const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	return (Number(fields[11]) + Number(fields[12])) / ticks;
}
