import type { ComponentChildren } from 'preact';

/** Fields of a form that belong together. */
export function Group({ id, title, children }: { id: string; title: string; children: ComponentChildren }) {
	return (
		// biome-ignore lint/a11y/useSemanticElements: a fieldset draws its legend into its border.
		<div class="group" role="group" aria-labelledby={id}>
			<h3 id={id}>{title}</h3>
			{children}
		</div>
	);
}
