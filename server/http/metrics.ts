import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What is counted; labels are never of one workspace or person. */
export interface Metrics {
	registry: Registry;
	delivery(provider: string, outcome: string): void;
	fannedOut(clients: number): void;
	tooSlow(): void;
	stored(seconds: number): void;
	answered(seconds: number): void;
}

const SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];

export function createMetrics(openStreams: () => number): Metrics {
	const registry = new Registry();
	const registers = [registry];
	collectDefaultMetrics({ register: registry });
	const deliveries = new Counter({
		name: 'ringside_deliveries_total',
		help: 'Webhook deliveries by provider and outcome.',
		labelNames: ['provider', 'outcome'],
		registers,
	});
	new Gauge({
		name: 'ringside_streams_open',
		help: 'Open streams of devices.',
		registers,
		collect() {
			this.set(openStreams());
		},
	});
	const fannedOut = new Counter({
		name: 'ringside_stream_writes_total',
		help: 'Writes to streams, each of one or more events.',
		registers,
	});
	const tooSlow = new Counter({
		name: 'ringside_streams_cut_total',
		help: 'Streams that were cut off because they did not read.',
		registers,
	});
	const append = new Histogram({
		name: 'ringside_append_seconds',
		help: 'From handing a delivery to the store until it is on disk.',
		buckets: SECONDS,
		registers,
	});
	const hook = new Histogram({
		name: 'ringside_hook_seconds',
		help: 'From a webhook read to its answer: found, verified, parsed, stored.',
		buckets: SECONDS,
		registers,
	});
	return {
		registry,
		delivery: (provider, outcome) => deliveries.inc({ provider, outcome }),
		fannedOut: (clients) => fannedOut.inc(clients),
		tooSlow: () => tooSlow.inc(),
		stored: (seconds) => append.observe(seconds),
		answered: (seconds) => hook.observe(seconds),
	};
}
