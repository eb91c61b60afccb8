import type { Provider, SimulatedRequest, SimulationInput } from './provider.ts';

export interface SimulationSetting {
	/** Posts one request and gives the status of the answer. */
	send(url: string, headers: Record<string, string>, body: Uint8Array): Promise<number>;
	/** 2 plays twice as fast, Infinity without pauses. */
	speed: number;
	sleep(ms: number): Promise<void>;
}

export type Simulated =
	/** One status for each request, in the order sent. */
	{ kind: 'sent'; statuses: number[] } | { kind: 'unknown-scenario'; known: string[] };

/**
 * Plays a scenario against `input.hookUrl` and its inquiries, one request after the other, as the provider would.
 * At another speed than 1 the times inside the requests stay those of the scenario.
 */
export async function simulate(
	provider: Provider,
	scenario: string,
	input: SimulationInput,
	setting: SimulationSetting,
): Promise<Simulated> {
	const known = Object.keys(provider.scenarios);
	const play = known.includes(scenario) ? provider.scenarios[scenario] : undefined;
	if (!play) return { kind: 'unknown-scenario', known };
	const statuses: number[] = [];
	for (const request of play(input)) {
		const pause = request.afterMs / setting.speed;
		if (pause > 0) await setting.sleep(pause);
		statuses.push(await setting.send(addressOf(input.hookUrl, request), request.headers, request.body));
	}
	return { kind: 'sent', statuses };
}

/** Where a request of a scenario is sent. */
export function addressOf(hookUrl: string, { inquiry }: Pick<SimulatedRequest, 'inquiry'>): string {
	if (inquiry === undefined) return hookUrl;
	const url = new URL(hookUrl);
	url.pathname += `/${inquiry}`;
	return url.href;
}
