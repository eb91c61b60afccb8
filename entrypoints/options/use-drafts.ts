import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import type { SettingsName, SettingsOf } from '../../lib/contract/index.ts';

/** What was typed and not saved yet. */
export interface Draft<N extends SettingsName> {
	/** Of the document that it was begun from. */
	version: number;
	value: SettingsOf<N>;
	secrets: Record<string, string | null>;
}

type All = { [N in SettingsName]?: Draft<N> };

/** Drafts of all forms, kept while she looks at other sections. */
export interface Drafts {
	all: All;
	/** Undefined takes it away. */
	keep<N extends SettingsName>(name: N, draft: Draft<N> | undefined): void;
}

/** Drafts outlive their sections, and the browser asks before the page is closed over one. */
export function useDrafts(): Drafts {
	const [all, setAll] = useState<All>({});
	const keep = useCallback(
		<N extends SettingsName>(name: N, draft: Draft<N> | undefined) =>
			setAll((before) => ({ ...before, [name]: draft })),
		[],
	);
	const hasAny = Object.values(all).some(Boolean);
	useEffect(() => {
		if (!hasAny) return;
		const ask = (event: Event) => event.preventDefault();
		addEventListener('beforeunload', ask);
		return () => removeEventListener('beforeunload', ask);
	}, [hasAny]);
	return useMemo(() => ({ all, keep }), [all, keep]);
}
