import { z } from 'zod';
import { FormField, GuideStep } from '../../lib/contract/setup.ts';
import { Text } from '../../lib/contract/text.ts';
import type { GuideValues } from './setup.ts';

const Steps = z.custom<(values: GuideValues) => unknown>(
	(value) => typeof value === 'function',
	'is missing or no function',
);

const Guide = z.object({
	about: Text,
	effort: z.enum(['minutes', 'hour']),
	fields: z.array(FormField),
	steps: Steps,
	app: z.object({ fields: z.array(FormField), steps: Steps }).optional(),
});

const Described = z.object({
	guide: Guide,
	secrets: z.array(
		z.object({ name: z.string(), generatedByUs: z.boolean(), optional: z.boolean().optional() }),
	),
	settings: z.instanceof(z.ZodType),
	signIn: z.unknown().optional(),
});

/** As before there is a connection, and with one. */
const situations: GuideValues[] = [
	{ redirectUri: 'https://ringside.example/back', publicUrl: 'https://ringside.example' },
	{
		redirectUri: 'https://ringside.example/back',
		publicUrl: 'https://ringside.example',
		hookUrl: 'https://ringside.example/hooks/vendor/key',
		secrets: { secret: 'made' },
	},
];

/** What the set-up of a provider lacks, in sentences; none when somebody can be led through it. */
export function inspectGuide(at: string, manifest: unknown): string[] {
	const read = Described.safeParse(manifest);
	if (!read.success) {
		return read.error.issues.map(
			(issue) => `${at}, default export: \`${issue.path.join('.')}\` ${issue.message}.`,
		);
	}
	const { guide } = read.data;
	const steps = [guide.steps, ...(guide.app ? [guide.app.steps] : [])].flatMap((make) =>
		situations.map(make),
	);
	const wrong = steps.map((shown) => z.array(GuideStep).safeParse(shown)).filter(({ success }) => !success);
	return [
		...wrong.map(
			({ error }) =>
				`${at}, guide: its steps are not as shown: ${z.prettifyError(error ?? new z.ZodError([]))}`,
		),
		...untold([guide, steps]).map((words) => `${at}, guide: “${words}” is not said in all languages.`),
		...missingFields(read.data).map((name) => `${at}, guide: nothing asks for \`${name}\`; add a field.`),
		...strayFields(read.data).map((name) => `${at}, guide: \`${name}\` is neither a secret nor a setting.`),
	];
}

/** Texts, at any depth, that a language lacks. */
function untold(value: unknown): string[] {
	if (typeof value !== 'object' || value === null) return [];
	const isText = 'en' in value || 'de' in value || 'es' in value;
	if (!isText) return Object.values(value).flatMap(untold);
	const text = Text.safeParse(value);
	const isWhole = text.success && Object.values(text.data).every((words) => words.trim() !== '');
	return isWhole ? [] : [JSON.stringify(value).slice(0, 80)];
}

/** Required, not made by us, and asked for by nothing; where people sign in, their account and the app tell the rest. */
function missingFields({ guide, secrets, settings, signIn }: z.infer<typeof Described>): string[] {
	if (signIn) return [];
	const asked = guide.fields.map(({ name }) => name);
	const wanted = settings.safeParse({}).error?.issues.map(({ path }) => String(path[0])) ?? [];
	const shown = secrets.filter(({ generatedByUs, optional }) => !generatedByUs && !optional);
	return [...shown.map(({ name }) => name), ...wanted].filter((name) => !asked.includes(name));
}

function strayFields({ guide, secrets, settings }: z.infer<typeof Described>): string[] {
	const known = new Set(secrets.map(({ name }) => name));
	const shape = settings instanceof z.ZodObject ? Object.keys(settings.shape) : [];
	return guide.fields.map(({ name }) => name).filter((name) => !known.has(name) && !shape.includes(name));
}
