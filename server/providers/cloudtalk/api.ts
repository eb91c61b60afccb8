/** https://developers.cloudtalk.io */
export const API = 'https://my.cloudtalk.io/api';

/** An access key's id and secret; both or nothing. */
export function authorization({ accessKeyId, accessKeySecret }: Record<string, string>) {
	if (!accessKeyId?.trim() || !accessKeySecret?.trim()) return undefined;
	const pair = Buffer.from(`${accessKeyId.trim()}:${accessKeySecret.trim()}`).toString('base64');
	return { name: 'authorization', value: `Basic ${pair}` };
}
