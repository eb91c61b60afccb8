import type { FactField, SettingsOf } from '../contract/settings.ts';

type Preset = Exclude<SettingsOf<'facts'>['preset'], 'own'>;

const field = (
	name: string,
	kind: FactField['kind'],
	[en, de, es]: [string, string, string],
	description: string,
	crmField?: string,
): FactField => ({
	name,
	kind,
	label: en,
	labels: { en, de, es },
	description,
	choices: [],
	...(crmField && { crmField }),
});

const person = [
	field('name', 'text', ['Name', 'Name', 'Nombre'], 'The caller’s own first and last name.', 'name'),
	field('company', 'text', ['Company', 'Firma', 'Empresa'], 'The company the caller works for.', 'company'),
];

const nextStep = field(
	'next_step',
	'text',
	['Next step', 'Nächster Schritt', 'Próximo paso'],
	'What both agreed to do next.',
	'next_step',
);

/** Asks for a time to speak or meet; bookings are made of it. */
export const APPOINTMENT_FIELD = 'appointment_wish';

const appointment = field(
	APPOINTMENT_FIELD,
	'date-time',
	['Wished appointment', 'Terminwunsch', 'Cita deseada'],
	'A day and time at which the caller wishes to speak or meet.',
	'appointment_wish',
);

const presets: Record<Preset, FactField[]> = {
	recruiting: [
		...person,
		field(
			'availability',
			'text',
			['Availability', 'Verfügbarkeit', 'Disponibilidad'],
			'From when the candidate can start.',
			'availability',
		),
		field(
			'notice_period',
			'text',
			['Notice period', 'Kündigungsfrist', 'Preaviso'],
			'The notice period of the candidate’s present job.',
			'notice_period',
		),
		field(
			'salary_wish',
			'text',
			['Salary wish', 'Gehaltswunsch', 'Salario deseado'],
			'The pay that the candidate wishes for, with its currency and period as said.',
			'salary_wish',
		),
		field(
			'location',
			'text',
			['Location', 'Ort', 'Lugar'],
			'Where the candidate lives or wants to work.',
			'location',
		),
		field(
			'skills',
			'text',
			['Skills', 'Kenntnisse', 'Habilidades'],
			'Skills that the candidate named.',
			'skills',
		),
		nextStep,
		appointment,
	],
	sales: [
		...person,
		field('need', 'text', ['Need', 'Bedarf', 'Necesidad'], 'What the caller wants to solve or buy.', 'need'),
		field(
			'budget',
			'text',
			['Budget', 'Budget', 'Presupuesto'],
			'The money that the caller named, as said.',
			'budget',
		),
		field(
			'decision_maker',
			'text',
			['Decides', 'Entscheidet', 'Decide'],
			'Who decides at the caller’s company.',
			'decision_maker',
		),
		field(
			'timing',
			'text',
			['Timing', 'Zeitrahmen', 'Plazo'],
			'When the caller wants to begin or decide.',
			'timing',
		),
		field(
			'competitor',
			'text',
			['Other supplier', 'Anderer Anbieter', 'Otro proveedor'],
			'Another supplier that the caller named.',
			'competitor',
		),
		nextStep,
		appointment,
	],
};

/** The facts that a workspace looks for: its own where it has any, else those of its preset. */
export function factFields({ preset, fields }: SettingsOf<'facts'>): FactField[] {
	if (fields.length > 0 || preset === 'own') return fields;
	return presets[preset];
}
