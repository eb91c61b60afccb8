/** One Workflow Automation: its trigger at CloudTalk and what it is to send. */
export interface Automation {
	/** As CloudTalk names it: object and action. */
	trigger: string;
	/** Our name of the event, sent along. */
	event: string;
	/** Key → value as pasted there; where CloudTalk's name is not known, it is picked from the builder's list. */
	values: Record<string, string>;
}

const property = (name: string) => `{{ event.properties.${name} }}`;
const properties = (...names: string[]) => Object.fromEntries(names.map((name) => [name, property(name)]));

/** Picked from the list of properties in the builder. */
const PICKED = '…';

const call = {
	...properties('call_uuid', 'call_id', 'direction', 'external_number', 'internal_number'),
	contact_id: property('contacts[0].id'),
	contact_name: property('contacts[0].name'),
	started_at: property('started_at'),
};

const message = {
	message_id: PICKED,
	...properties('external_number', 'internal_number'),
	text: PICKED,
	sent_at: PICKED,
};

const all: Automation[] = [
	{ trigger: 'Call: Started', event: 'call.started', values: call },
	{
		trigger: 'Call: Ringing on Agent',
		event: 'call.ringing_agent',
		values: { ...call, agent_id: PICKED, agent_name: PICKED },
	},
	{
		trigger: 'Call: Answered',
		event: 'call.answered',
		values: { ...call, ...properties('answered_at') },
	},
	{
		trigger: 'Call: Ended',
		event: 'call.ended',
		values: {
			...call,
			...properties(
				'answered_at',
				'ended_at',
				'waiting_time',
				'talking_time',
				'is_voicemail',
				'recording_url',
			),
		},
	},
	{
		trigger: 'Recording: Uploaded',
		event: 'recording.uploaded',
		values: properties('call_uuid', 'call_id', 'recording_url'),
	},
	{ trigger: 'Message: Received', event: 'sms.received', values: message },
	{ trigger: 'Message: Sent', event: 'sms.sent', values: message },
];

/** Those that are to be made by hand, the one that shows the card first. */
export const automations: Automation[] = all.map(({ trigger, event, values }) => ({
	trigger,
	event,
	values: { event, ...values },
}));
