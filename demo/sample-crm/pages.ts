import { type Person, people } from './people.ts';

/** Text as HTML text: nothing in a name can become markup. */
function htmlOf(text: string): string {
	const names: Record<string, string> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": '#39' };
	return text.replaceAll(/[&<>"']/g, (character) => `&${names[character]};`);
}

function initials(name: string): string {
	return name
		.split(' ')
		.map((part) => part.charAt(0))
		.join('');
}

function page(title: string, main: string): string {
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${htmlOf(title)} · Sample CRM</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<nav>
	<a class="brand" href="/">Sample CRM</a>
	<a href="/" aria-current="page">People</a>
	<span>Companies</span>
	<span>Jobs</span>
	<span>Calendar</span>
</nav>
<main>${main}</main>
<footer role="toolbar" aria-label="Call controls">
	<span class="line"><i></i> Line 1 ready</span>
	<button type="button">Mute</button>
	<button type="button">Hold</button>
	<button type="button" class="hang-up">Hang up</button>
</footer>
<dialog id="edit"><form method="dialog">
	<h2>Edit</h2>
	<p>This dialog belongs to the CRM.</p>
	<label>Comment <textarea rows="3"></textarea></label>
	<button>Close</button>
</form></dialog>
<script>document.querySelector('#open-edit')?.addEventListener('click', () => document.querySelector('#edit').showModal());</script>
</body>
</html>`;
}

/** The list of all people. */
export function listPage(): string {
	const rows = people.map(
		(person) => `<tr>
	<td><span class="face">${htmlOf(initials(person.name))}</span><a href="/people/${person.id}">${htmlOf(person.name)}</a></td>
	<td>${htmlOf(person.company)}</td>
	<td><span class="stage">${htmlOf(person.stage)}</span></td>
	<td>${htmlOf(person.owner)}</td>
	<td>${htmlOf(person.nextStep)}</td>
</tr>`,
	);
	return page(
		'People',
		`<header><h1>People</h1><p>${people.length} in your pipeline</p></header>
<table><thead><tr><th>Name</th><th>Company</th><th>Stage</th><th>Owner</th><th>Next step</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table>`,
	);
}

const details: [label: string, field: keyof Person][] = [
	['Company', 'company'],
	['Role', 'role'],
	['Stage', 'stage'],
	['Owner', 'owner'],
	['Next step', 'nextStep'],
	['Mobile', 'mobile'],
	['Office', 'office'],
	['E-mail', 'email'],
];

/** One person's record; undefined when there is no such person. */
export function personPage(id: string): string | undefined {
	const person = people.find((entry) => entry.id === id);
	if (!person) return undefined;
	const list = details
		.filter(([, field]) => person[field] !== '')
		.map(([label, field]) => `<dt>${label}</dt><dd>${htmlOf(person[field])}</dd>`);
	return page(
		person.name,
		`<header><span class="face large">${htmlOf(initials(person.name))}</span>
<h1>${htmlOf(person.name)}</h1><button type="button" id="open-edit">Edit</button></header>
<dl>${list.join('\n')}</dl>`,
	);
}
