import type { InstallationCheck } from './facts.ts';

const MIB = 1024 * 1024;
const LOW_BYTES = 500 * MIB;
const NEARLY_FULL_BYTES = 50 * MIB;

/** Whether the store answers. */
export const databaseCheck: InstallationCheck = ({ database }) => {
	const name = 'database';
	if (database.ok) {
		const found = {
			en: 'The database answers.',
			de: 'Die Datenbank antwortet.',
			es: 'La base de datos responde.',
		};
		return [{ name, state: 'ok', found }];
	}
	return [
		{
			name,
			state: 'broken',
			found: {
				en: `The database is in trouble: ${database.reason}`,
				de: `Die Datenbank hat eine Störung: ${database.reason}`,
				es: `La base de datos tiene un problema: ${database.reason}`,
			},
			mend: {
				en: 'Check owner and rights of the data folder, and free space.',
				de: 'Prüfen Sie Besitzer und Rechte des Datenordners und den freien Platz.',
				es: 'Compruebe el propietario y los permisos de la carpeta de datos, y el espacio libre.',
			},
		},
	];
};

/** Whether there is room for what comes. */
export const diskCheck: InstallationCheck = ({ freeBytes }) => {
	const name = 'disk';
	const free = Math.round(freeBytes / MIB);
	const found = {
		en: `${free} MiB are free where the data is.`,
		de: `${free} MiB sind frei, wo die Daten liegen.`,
		es: `Hay ${free} MiB libres donde están los datos.`,
	};
	if (freeBytes > LOW_BYTES) return [{ name, state: 'ok', found }];
	const mend = {
		en: 'Free some space: a full disk takes no webhooks.',
		de: 'Schaffen Sie Platz: Eine volle Platte nimmt keine Webhooks an.',
		es: 'Libere espacio: un disco lleno no acepta webhooks.',
	};
	return [{ name, state: freeBytes > NEARLY_FULL_BYTES ? 'attention' : 'broken', found, mend }];
};

/** Where the key is that opens the secrets. */
export const keyCheck: InstallationCheck = ({ keySource }) => {
	const isInFile = keySource !== 'environment';
	return [
		{
			name: 'key',
			state: 'ok',
			found: {
				en: `The key that opens the secrets is in ${isInFile ? 'the data folder' : 'RINGSIDE_KEY'}. Back it up apart from the data.`,
				de: `Der Schlüssel zu den Geheimnissen liegt ${isInFile ? 'im Datenordner' : 'in RINGSIDE_KEY'}. Sichern Sie ihn getrennt von den Daten.`,
				es: `La clave que abre los secretos está en ${isInFile ? 'la carpeta de datos' : 'RINGSIDE_KEY'}. Guarde una copia aparte de los datos.`,
			},
		},
	];
};
