/** https://elevenlabs.io/docs/api-reference */
export const API = 'https://api.elevenlabs.io/v1';

export function authorization({ apiKey }: Record<string, string>) {
	return apiKey?.trim() ? { name: 'xi-api-key', value: apiKey.trim() } : undefined;
}
