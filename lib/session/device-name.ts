/** What this browser is called until somebody says otherwise, e.g. `Chrome · Linux`. */
export function deviceName(userAgent: string): string {
	const name = userAgent.includes('Firefox') ? 'Firefox' : 'Chrome';
	const system = /Windows|Mac OS|Linux|CrOS/.exec(userAgent)?.[0];
	return [name, system].filter(Boolean).join(' · ');
}
