/** A fictitious person of the sample CRM. Numbers are from ranges reserved for fiction. */
export interface Person {
	id: string;
	name: string;
	company: string;
	role: string;
	stage: string;
	owner: string;
	nextStep: string;
	mobile: string;
	office: string;
	email: string;
}

type Row = [
	name: string,
	company: string,
	role: string,
	stage: string,
	owner: string,
	nextStep: string,
	mobile: string,
	office: string,
];

const rows: Row[] = [
	[
		'Mira Lindqvist',
		'Nordlicht Logistik GmbH',
		'HR lead',
		'Offer',
		'You',
		'Send contract',
		'+49 30 23125101',
		'',
	],
	[
		'Jonas Albrecht',
		'Havelwerk AG',
		'Head of production',
		'Interview',
		'You',
		'Second interview',
		'+49 30 23125102',
		'',
	],
	[
		'Aylin Demir',
		'Spreeblick Pflege',
		'Care manager',
		'First call',
		'Tom Berger',
		'Ask for shift plan',
		'+49 30 23125103',
		'',
	],
	['Noah Fischer', 'Fischer & Söhne', 'Owner', 'Offer', 'You', 'Confirm start date', '+49 30 23125104', ''],
	[
		'Lena Hartung',
		'Praxis am Lietzensee',
		'Practice manager',
		'New',
		'Sara Vogt',
		'Call back',
		'030 23125105',
		'',
	],
	[
		'Emil Sørensen',
		'Fjordbyg ApS',
		'Site manager',
		'Interview',
		'You',
		'Send profile',
		'+49 30 23125106',
		'',
	],
	['Clara Weiß', 'Kanzlei Weiß', 'Partner', 'Placed', 'Tom Berger', 'Ask how it goes', '+49 30 23125107', ''],
	[
		'Oskar Brandt',
		'Brandt Elektrotechnik',
		'Foreman',
		'First call',
		'You',
		'Check certificates',
		'+49 30 23125108',
		'',
	],
	[
		'Paula Reinhardt',
		'Marktkauf Reinhardt',
		'Store manager',
		'Offer',
		'Sara Vogt',
		'Salary answer',
		'+49 30 23125109',
		'',
	],
	[
		'Tarek Nasser',
		'Ostkreuz Gastro',
		'Chef',
		'Interview',
		'You',
		'Trial day',
		'+49 30 23125111',
		'+49 30 23125110',
	],
	[
		'Juli Petersen',
		'Ostkreuz Gastro',
		'Service lead',
		'New',
		'You',
		'First call',
		'+49 30 23125112',
		'+49 30 23125110',
	],
	[
		'Greta Holm',
		'Holm Architekten',
		'Architect',
		'Interview',
		'Tom Berger',
		'Portfolio',
		'+49 30 23125113',
		'',
	],
	['Ben Okafor', 'Bright Harbor Staffing', 'Director', 'Offer', 'You', 'Sign terms', '+1 415 555 0101', ''],
	[
		'Maya Castillo',
		'Sequoia Health',
		'Talent partner',
		'First call',
		'You',
		'Send shortlist',
		'+1 415 555 0102',
		'',
	],
	[
		'Daniel Wu',
		'Pier Nine Robotics',
		'Engineering manager',
		'Interview',
		'Sara Vogt',
		'Panel on Friday',
		'+1 415 555 0103',
		'',
	],
	['Hannah Brooks', 'Golden Gate Freight', 'Operations', 'New', 'You', 'Intro call', '+1 415 555 0104', ''],
	['Luis Ortega', 'Casa Ortega', 'Owner', 'Placed', 'Tom Berger', 'Check in', '+1 415 555 0105', ''],
	['Ingrid Sommer', 'Sommer Textil', 'Buyer', 'Offer', 'You', 'Reference call', '+49 30 23125114', ''],
	[
		'Felix Krüger',
		'Krüger Metallbau',
		'Welder',
		'First call',
		'Sara Vogt',
		'Licence check',
		'+49 30 23125115',
		'',
	],
	['Zoë Marchetti', 'Studio Marchetti', 'Designer', 'Interview', 'You', 'Send brief', '+49 30 23125116', ''],
];

export const people: Person[] = rows.map(
	([name, company, role, stage, owner, nextStep, mobile, office], index) => ({
		id: String(101 + index),
		name,
		company,
		role,
		stage,
		owner,
		nextStep,
		mobile,
		office,
		email: `${name
			.toLowerCase()
			.normalize('NFD')
			.replaceAll(/[^a-z ]/g, '')
			.replaceAll(' ', '.')}@example.com`,
	}),
);

/** Numbers the scenarios use; nobody in the table has `unknown`. */
export const numbers = {
	mira: '+493023125101',
	shared: '+493023125110',
	jonas: '+493023125102',
	unknown: '+493023125990',
	ownLine: '+493023125500',
} as const;

/** The CRM's own export of its people, as an admin would import it. */
export function leadsCsv(origin: string): string {
	const columns: (keyof Person)[] = [
		'id',
		'name',
		'company',
		'role',
		'stage',
		'owner',
		'nextStep',
		'mobile',
		'office',
		'email',
	];
	const heads = [
		'ID',
		'Name',
		'Company',
		'Role',
		'Stage',
		'Owner',
		'Next step',
		'Mobile',
		'Office phone',
		'E-Mail',
		'Record URL',
	];
	const lines = people.map((person) => [
		...columns.map((column) => person[column]),
		`${origin}/people/${person.id}`,
	]);
	return [heads, ...lines].map((cells) => cells.map(quote).join(',')).join('\r\n');
}

function quote(cell: string): string {
	return `"${cell.replaceAll('"', '""')}"`;
}
