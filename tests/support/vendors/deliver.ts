import type { SimulatedRequest } from '../../../server/providers/provider.ts';

/** Posts a simulated request to this address, as a vendor does. The status of the answer; 0 where there was none. */
export async function deliver(address: string, { headers, body }: SimulatedRequest): Promise<number> {
	try {
		const response = await fetch(address, { method: 'POST', headers, body: Buffer.from(body) });
		await response.arrayBuffer();
		return response.status;
	} catch {
		return 0;
	}
}
