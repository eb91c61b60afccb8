/** Names that are more than their id with a capital letter: the card does not wait for the server to tell them. */
const labels: Readonly<Record<string, string>> = {
	calcom: 'Cal.com',
	cloudtalk: 'CloudTalk',
	elevenlabs: 'ElevenLabs Agents',
	retell: 'Retell AI',
	ringcentral: 'RingCentral',
	webex: 'Webex Calling',
};

/** A provider's name as people know it, from its id; of one newer than this build, the id with a capital letter. */
export function providerLabel(id: string): string {
	return Object.hasOwn(labels, id) ? (labels[id] ?? id) : id.charAt(0).toUpperCase() + id.slice(1);
}
