import { useMemo } from 'preact/hooks';
import { useWords } from '../ui/words.ts';

interface RegionProps {
	/** ISO 3166-1 alpha-2 */
	region: string;
	regions: readonly string[];
	onRegion(region: string): void;
}

/** Which country a number without a country code belongs to. */
export function RegionPanel({ region, regions, onRegion }: RegionProps) {
	const words = useWords();
	const named = useMemo(() => {
		const names = new Intl.DisplayNames(words.locale, { type: 'region' });
		const collator = new Intl.Collator(words.locale);
		return regions
			.map((code) => ({ code, name: names.of(code) ?? code }))
			.sort((a, b) => collator.compare(a.name, b.name));
	}, [regions, words.locale]);
	return (
		<section class="panel">
			<div class="field">
				<label for="region">{words('region_label')}</label>
				<select id="region" value={region} onChange={(event) => onRegion(event.currentTarget.value)}>
					{named.map(({ code, name }) => (
						<option key={code} value={code}>
							{name}
						</option>
					))}
				</select>
				<p class="hint">{words('region_hint')}</p>
			</div>
		</section>
	);
}
