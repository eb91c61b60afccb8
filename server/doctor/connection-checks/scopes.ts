import type { Text } from '../../../lib/contract/text.ts';
import { missingScopes } from '../../sign-in/grants.ts';
import type { ConnectionCheck } from './facts.ts';
import { signInAgain } from './sign-in.ts';

/** Whether everything was allowed that it takes. */
export const scopesCheck: ConnectionCheck = ({ provider, tokens, signIn }) => {
	if (!provider.signIn || !tokens || signIn?.kind !== 'token') return [];
	const missing = missingScopes(provider.signIn, tokens.scopes);
	const name = 'permissions';
	const { label } = provider;
	if (missing.length === 0) return [{ name, state: 'ok', found: allAllowed(label) }];
	const what = (language: keyof Text) => missing.map(({ why }) => why[language]).join(' ');
	return [
		{
			name,
			state: 'broken',
			found: {
				en: `${label} was not allowed everything that is needed. Missing: ${what('en')}`,
				de: `Bei ${label} wurde nicht alles erlaubt, was gebraucht wird. Es fehlt: ${what('de')}`,
				es: `En ${label} no se permitió todo lo necesario. Falta: ${what('es')}`,
			},
			mend: {
				en: 'Sign in again and leave every box ticked.',
				de: 'Melden Sie sich neu an und lassen Sie alle Häkchen gesetzt.',
				es: 'Inicie sesión de nuevo y deje todas las casillas marcadas.',
			},
			action: signInAgain,
		},
	];
};

function allAllowed(label: string): Text {
	return {
		en: `${label} allows everything that is needed.`,
		de: `${label} erlaubt alles, was gebraucht wird.`,
		es: `${label} permite todo lo necesario.`,
	};
}
