import { type Finding, report } from './report.ts';

const benches: Record<string, () => Promise<Finding>> = {
	'after-call': async () => (await import('./after-call.ts')).benchAfterCall(),
	ring: async () => (await import('./ring.ts')).benchRing(),
	match: async () => (await import('./match.ts')).benchMatch(),
	intake: async () => (await import('./intake.ts')).benchIntake(),
	fanout: async () => (await import('./fanout.ts')).benchFanout(),
	recording: async () => (await import('./recording.ts')).benchRecording(),
	weight: async () => (await import('./weight.ts')).benchWeight(),
};

const bench = benches[process.argv[2] ?? ''];
if (bench) {
	report(await bench());
	// Sockets of a benchmark that is over must not keep the process.
	process.exit();
} else {
	console.error(`Usage: npm run bench -- ${Object.keys(benches).join('|')}`);
	process.exitCode = 1;
}
