import type { ImportMapping } from '../../lib/contract/api.ts';

type SingleField = Exclude<keyof ImportMapping, 'name' | 'phones' | 'emails' | 'recordUrlTemplate'>;

const MOST_PHONES = 10;
const MOST_EMAILS = 10;

/** Headers as CRMs export them in English, German and Spanish; compared in lower case, without accents and marks. */
const singles: Record<SingleField, RegExp> = {
	company:
		/^(company( name)?|firma|firmenname|unternehmen|organi[sz]ation( name)?|account( name)?|empresa|compania|nombre de la empresa|arbeitgeber|employer|current company|kunde)$/,
	role: /^(job ?title|title|position|role|rolle|beruf|jobtitel|stelle|funktion|cargo|puesto|current position)$/,
	stage:
		/^(stage|status|phase|deal stage|pipeline stage|lifecycle ?stage|lead status|candidate status|estado|etapa|fase|stufe)$/,
	owner:
		/^((record |contact |lead |account |deal )?owner|responsible|zustandig(er?)?|betreuer(in)?|bearbeiter(in)?|verantwortliche?r?|besitzer|inhaber|propietario( del contacto)?|responsable|recruiter)$/,
	nextStep: /^(next (step|action|activity)|na?e?chster schritt|nachste aktivitat|(siguiente|proximo) paso)$/,
	externalId:
		/^((record|contact|candidate|lead|person|external|crm|object|hs object|kontakt|kandidaten?|personen|datensatz|objekt) ?id|id|(kontakt|kunden|kandidaten)nummer|identificador|id de (contacto|registro|candidato)|uuid|guid)$/,
	updatedAt:
		/^(updated|(last )?(updated|modified|changed)( at| on| date)?|last activity( date)?|(zuletzt )?(geandert|aktualisiert)( am)?|letzte (anderung|aktivitat)|(fecha de |ultima )(modificacion|actualizacion|actividad))$/,
	recordUrl:
		/^(url|link|enlace|permalink|((record|contact|candidate|person|crm|profile|profil|datensatz|kontakt) ?(url|link)))$/,
};

const fullName =
	/^(full ?name|name|contact( name)?|kontakt(name)?|ansprechpartner(in)?|candidate( name)?|kandidat(in)?|candidato|lead( name)?|display ?name|vollstandiger name|nombre (completo|y apellidos?)|contacto)$/;
const firstName = /^(first ?name|given ?name|forename|vorname|nombres?|primer nombre)$/;
const lastName = /^(last ?name|sur ?name|family ?name|nachname|familienname|zuname|apellidos?)$/;
// Exports also name a number by its place alone.
const phone =
	/phone|telefon|mobil|handy|rufnummer|movil|celular|festnetz|whatsapp|\b(tel|cell)\b|^(office|buro|work|business|direct( dial)?|home|durchwahl|zentrale|dienstlich|geschaftlich|oficina|trabajo|casa)$/;
const email = /e ?mail|correo|^mail$/;
const about =
	/fax|type|\btyp\b|tipo|label|opt|verified|status|country|bounce|last|letzte|ultim|date|datum|fecha/;

/** Where each field of a lead probably comes from, by the headers alone; a person corrects it. */
export function guessMapping(columns: string[]): ImportMapping {
	const plain = columns.map((column) => ({ column, text: simplify(column) }));
	const all = (wanted: RegExp, unwanted?: RegExp) =>
		plain.filter(({ text }) => wanted.test(text) && !unwanted?.test(text)).map(({ column }) => column);
	const mapping: ImportMapping = {
		name: nameColumns(all, columns),
		phones: all(phone, about).slice(0, MOST_PHONES),
		emails: all(email, about).slice(0, MOST_EMAILS),
	};
	for (const [field, pattern] of Object.entries(singles) as [SingleField, RegExp][]) {
		const [found] = all(pattern);
		if (found !== undefined) mapping[field] = found;
	}
	return mapping;
}

function nameColumns(all: (wanted: RegExp) => string[], columns: string[]): string[] {
	const [first] = all(firstName);
	const [last] = all(lastName);
	const [full] = all(fullName);
	if (first && last) return [first, last];
	const some = full ?? first ?? last ?? all(singles.company)[0] ?? columns[0];
	return some === undefined ? [] : [some];
}

function simplify(header: string): string {
	return header
		.normalize('NFD')
		.replace(/\p{Diacritic}/gu, '')
		.replace(/ß/g, 'ss')
		.replace(/([a-z])([A-Z])/g, '$1 $2')
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, ' ')
		.trim();
}
