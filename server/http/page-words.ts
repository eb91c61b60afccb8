import type { Language } from './language.ts';

/** What the pages for people say. Plain text: nothing in it is markup. */
export interface PageWords {
	home: {
		about: string;
		next: string;
		invited: [who: string, what: string];
		member: [who: string, what: string];
		admin: [who: string, what: string];
		developer: [who: string, what: string];
	};
	join: {
		title: string;
		steps: string;
		chrome: string;
		chromeByHand: string;
		firefox: string;
		firefoxByHand: string;
		paste: string;
		copy: string;
		copied: string;
		once: string;
		without: string;
		withoutScript: string;
	};
}

export const pageWords: Record<Language, PageWords> = {
	en: {
		home: {
			about:
				'This server tells recruiters and sales teams who is calling, in the CRM tab that they are looking at.',
			next: 'What to do next',
			invited: [
				'You were sent a link:',
				'open it. It begins with this address and /join, and shows the rest.',
			],
			member: [
				'Your team uses Ringside:',
				'ask your admin for an invite link. Once connected, everything is in the extension: its icon in the toolbar, then Settings.',
			],
			admin: [
				'You set this server up:',
				'open the admin link that it printed when it started. Afterwards you connect phones and invite your team in the extension’s settings.',
			],
			developer: ['You are a developer:', 'the API is described in'],
		},
		join: {
			title: 'Join Ringside',
			steps: 'Two steps, one minute.',
			chrome: 'Install the Ringside extension in this browser (Chrome, Edge or another Chromium browser).',
			chromeByHand:
				'Without a store: open chrome://extensions, switch on developer mode, choose “Load unpacked” and the folder .output/chrome-mv3-production of the build.',
			firefox: 'Install the Ringside extension in Firefox.',
			firefoxByHand:
				'Without a store: open about:debugging, “This Firefox”, “Load Temporary Add-on” and choose manifest.json in the folder .output/firefox-mv2-production of the build.',
			paste: 'Its settings open by themselves. Paste this link there:',
			copy: 'Copy',
			copied: 'Copied.',
			once: 'It works once, for one browser. Leave this page open until it is pasted.',
			without: 'This address holds no code. Open the whole link that you were sent, up to its last letter.',
			withoutScript: 'Copy this page’s address from the address bar and paste it there.',
		},
	},
	de: {
		home: {
			about:
				'Dieser Server sagt Recruitern und Vertriebsteams, wer anruft, in dem CRM-Tab, in den sie gerade schauen.',
			next: 'Wie es weitergeht',
			invited: [
				'Sie haben einen Link bekommen:',
				'Öffnen Sie ihn. Er beginnt mit dieser Adresse und /join und zeigt alles Weitere.',
			],
			member: [
				'Ihr Team nutzt Ringside:',
				'Bitten Sie Ihren Admin um einen Einladungslink. Danach finden Sie alles in der Erweiterung: ihr Symbol in der Symbolleiste, dann Einstellungen.',
			],
			admin: [
				'Sie haben diesen Server eingerichtet:',
				'Öffnen Sie den Admin-Link, den er beim Start ausgegeben hat. Danach verbinden Sie Telefone und laden Ihr Team in den Einstellungen der Erweiterung ein.',
			],
			developer: ['Sie entwickeln:', 'Die API ist beschrieben in'],
		},
		join: {
			title: 'Bei Ringside mitmachen',
			steps: 'Zwei Schritte, eine Minute.',
			chrome:
				'Installieren Sie die Erweiterung Ringside in diesem Browser (Chrome, Edge oder ein anderer Chromium-Browser).',
			chromeByHand:
				'Ohne Store: Öffnen Sie chrome://extensions, schalten Sie den Entwicklermodus ein, wählen Sie „Entpackte Erweiterung laden“ und den Ordner .output/chrome-mv3-production des Builds.',
			firefox: 'Installieren Sie die Erweiterung Ringside in Firefox.',
			firefoxByHand:
				'Ohne Store: Öffnen Sie about:debugging, „Dieser Firefox“, „Temporäres Add-on laden“ und wählen Sie manifest.json im Ordner .output/firefox-mv2-production des Builds.',
			paste: 'Ihre Einstellungen öffnen sich von selbst. Fügen Sie dort diesen Link ein:',
			copy: 'Kopieren',
			copied: 'Kopiert.',
			once: 'Er gilt einmal, für einen Browser. Lassen Sie diese Seite offen, bis er eingefügt ist.',
			without:
				'Diese Adresse enthält keinen Code. Öffnen Sie den ganzen Link, den Sie bekommen haben, bis zum letzten Zeichen.',
			withoutScript: 'Kopieren Sie die Adresse dieser Seite aus der Adresszeile und fügen Sie sie dort ein.',
		},
	},
	es: {
		home: {
			about:
				'Este servidor dice a equipos de selección y ventas quién llama, en la pestaña del CRM que tienen delante.',
			next: 'Cómo seguir',
			invited: [
				'Ha recibido un enlace:',
				'ábralo. Empieza por esta dirección y /join, y le muestra todo lo demás.',
			],
			member: [
				'Su equipo usa Ringside:',
				'pida a su administrador un enlace de invitación. Después encontrará todo en la extensión: su icono en la barra de herramientas y luego Ajustes.',
			],
			admin: [
				'Usted ha instalado este servidor:',
				'abra el enlace de administrador que mostró al arrancar. Después conecte teléfonos e invite a su equipo en los ajustes de la extensión.',
			],
			developer: ['Usted desarrolla:', 'la API está descrita en'],
		},
		join: {
			title: 'Unirse a Ringside',
			steps: 'Dos pasos, un minuto.',
			chrome: 'Instale la extensión Ringside en este navegador (Chrome, Edge u otro navegador Chromium).',
			chromeByHand:
				'Sin tienda: abra chrome://extensions, active el modo de desarrollador, elija «Cargar descomprimida» y la carpeta .output/chrome-mv3-production de la compilación.',
			firefox: 'Instale la extensión Ringside en Firefox.',
			firefoxByHand:
				'Sin tienda: abra about:debugging, «Este Firefox», «Cargar complemento temporal» y elija manifest.json en la carpeta .output/firefox-mv2-production de la compilación.',
			paste: 'Sus ajustes se abren solos. Pegue allí este enlace:',
			copy: 'Copiar',
			copied: 'Copiado.',
			once: 'Sirve una vez, para un navegador. Deje esta página abierta hasta haberlo pegado.',
			without:
				'Esta dirección no contiene ningún código. Abra el enlace completo que le enviaron, hasta la última letra.',
			withoutScript: 'Copie la dirección de esta página de la barra de direcciones y péguela allí.',
		},
	},
};
