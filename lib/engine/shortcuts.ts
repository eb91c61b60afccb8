import type { CardView } from '../overlay/card.ts';

export interface ShortcutPorts {
	/** What tabs show now, newest ringing first. */
	shown(): CardView[];
	/** The newest call, whether or not it is still shown. */
	newest(): Promise<CardView | undefined>;
	openRecord(url: string): Promise<void>;
	dismiss(callId: string): Promise<void>;
}

/** Does what a key of the manifest's commands is for; where there is nothing to do it on, nothing. */
export async function pressed(name: string, ports: ShortcutPorts): Promise<void> {
	const [card] = ports.shown();
	if (name === 'open-lead') {
		const call = card ?? (await ports.newest());
		const url = call?.caller.kind === 'lead' ? call.caller.lead.recordUrl : undefined;
		if (url) await ports.openRecord(url);
	}
	if (name === 'dismiss-card' && card) await ports.dismiss(card.callId);
}
