/** What single words count, in German, English and Spanish; parts of compounds as well. */
const units: Record<string, number> = {
	...{ null: 0, eins: 1, ein: 1, eine: 1, einen: 1, einem: 1, einer: 1, zwei: 2, zwo: 2, drei: 3, vier: 4 },
	...{ fünf: 5, sechs: 6, sieben: 7, acht: 8, neun: 9, zehn: 10, elf: 11, zwölf: 12, dreizehn: 13 },
	...{ vierzehn: 14, fünfzehn: 15, sechzehn: 16, siebzehn: 17, achtzehn: 18, neunzehn: 19, zwanzig: 20 },
	...{
		dreißig: 30,
		dreissig: 30,
		vierzig: 40,
		fünfzig: 50,
		sechzig: 60,
		siebzig: 70,
		achtzig: 80,
		neunzig: 90,
	},
	...{ zero: 0, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10 },
	...{ eleven: 11, twelve: 12, thirteen: 13, fourteen: 14, fifteen: 15, sixteen: 16, seventeen: 17 },
	...{ eighteen: 18, nineteen: 19, twenty: 20, thirty: 30, forty: 40, fifty: 50, sixty: 60, seventy: 70 },
	...{ eighty: 80, ninety: 90 },
	...{ cero: 0, uno: 1, una: 1, un: 1, dos: 2, tres: 3, cuatro: 4, cinco: 5, seis: 6, siete: 7, ocho: 8 },
	...{ nueve: 9, diez: 10, once: 11, doce: 12, trece: 13, catorce: 14, quince: 15, dieciséis: 16 },
	...{ diecisiete: 17, dieciocho: 18, diecinueve: 19, veinte: 20, treinta: 30, cuarenta: 40, cincuenta: 50 },
	...{ sesenta: 60, setenta: 70, ochenta: 80, noventa: 90, cien: 100, ciento: 100, doscientos: 200 },
	...{ trescientos: 300, cuatrocientos: 400, quinientos: 500, seiscientos: 600, setecientos: 700 },
	...{ ochocientos: 800, novecientos: 900 },
};

const scales: Record<string, number> = {
	...{ hundert: 100, tausend: 1_000, million: 1_000_000, millionen: 1_000_000, k: 1_000 },
	...{
		hundred: 100,
		thousand: 1_000,
		millions: 1_000_000,
		mil: 1_000,
		millón: 1_000_000,
		millones: 1_000_000,
	},
};

const joints = new Set(['und', 'and', 'y']);
const lookup = new Map<string, { unit: number } | { scale: number } | 'joint'>([
	...Object.entries(units).map(([word, unit]) => [word, { unit }] as const),
	...Object.entries(scales).map(([word, scale]) => [word, { scale }] as const),
	...[...joints].map((word) => [word, 'joint'] as const),
]);
/** The longest first, so that "sechzehn" is not "sechs". */
const pieces = [...lookup.keys()].filter((word) => word.length > 2).sort((a, b) => b.length - a.length);

export type Piece = { unit: number } | { scale: number } | 'joint';

/** The parts of a number that a word is made of, e.g. of "fünfundachtzigtausend"; undefined where it is none. */
export function numberPieces(word: string): Piece[] | undefined {
	const known = lookup.get(word);
	if (known) return [known];
	const ordinal = word.replace(/(st|t|)(e|en|er|es|em)$|(st|nd|rd|th)$/u, '');
	const stem = lookup.has(ordinal) ? ordinal : undefined;
	if (stem) return [lookup.get(stem) ?? 'joint'];
	return compound(word) ?? (ordinal === word ? undefined : compound(ordinal));
}

function compound(word: string): Piece[] | undefined {
	const found: Piece[] = [];
	let rest = word;
	while (rest !== '') {
		const piece = pieces.find((one) => rest.startsWith(one));
		const known = piece === undefined ? undefined : lookup.get(piece);
		if (piece === undefined || known === undefined) return undefined;
		found.push(known);
		rest = rest.slice(piece.length);
	}
	return found.length > 1 ? found : undefined;
}
