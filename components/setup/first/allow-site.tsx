import { useState } from 'preact/hooks';
import { Notice } from '../../ui/notice.tsx';
import { useWords } from '../../ui/words.ts';
import { OtherSite, type Site } from '../sites.tsx';

interface AllowSiteProps {
	sites: readonly Site[];
	isDenied: boolean;
	/** Called in the click itself, as browsers want it for a permission. */
	onAdd(patterns: string[]): void;
}

/** The CRMs of her company's policy, else of her team, else those that Ringside knows, each one click away; any other by its address. */
export function AllowSite({ sites, isDenied, onAdd }: AllowSiteProps) {
	const words = useWords();
	const [isOther, setOther] = useState(false);
	const expected = namedSites(sites);
	const offered = expected.length > 0 ? expected : sites.filter(({ state }) => state !== 'on');
	return (
		<>
			<p class="quiet">{words(expected.length > 0 ? 'first_site_expected' : 'first_site_hint')}</p>
			{isDenied && <Notice tone="warn" title={words('sites_denied')} />}
			<div class="row">
				{offered.map((site) => (
					<button
						key={site.id}
						type="button"
						class={expected.length > 0 ? 'button primary' : 'button'}
						onClick={() => onAdd(site.patterns)}
					>
						{expected.length > 0 ? words('first_site_allow', { site: site.label }) : <bdi>{site.label}</bdi>}
					</button>
				))}
				<button
					type="button"
					class="button quiet"
					aria-expanded={isOther}
					onClick={() => setOther((isOpen) => !isOpen)}
				>
					{words('sites_other')}
				</button>
			</div>
			{isOther && <OtherSite onAdd={onAdd} />}
		</>
	);
}

/** What the company's policy says wins over what the team offers. */
export function namedSites(sites: readonly Site[]): Site[] {
	const expected = sites.filter((site) => site.isExpected);
	return expected.length > 0 ? expected : sites.filter((site) => site.isTeam);
}
