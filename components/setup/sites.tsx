import { useState } from 'preact/hooks';
import { Icon } from '../ui/icons.tsx';
import { Notice } from '../ui/notice.tsx';
import { useWords } from '../ui/words.ts';

export interface Site {
	id: string;
	label: string;
	/** Match patterns that the browser is asked for. */
	patterns: string[];
	/** `lost`: was on, and the browser took it back. */
	state: 'on' | 'off' | 'lost';
	/** Her company's policy names it. */
	isExpected?: boolean;
	/** The server would take it for the team: it is encrypted, or on this machine. */
	isOfferable?: boolean;
	/** An admin offers it to the team. */
	isTeam?: boolean;
}

interface SitesProps {
	sites: Site[];
	/** The browser was told no just now. */
	isDenied: boolean;
	/** Called in the click itself, as browsers want it for a permission. */
	onAdd(patterns: string[]): void;
	onRemove(patterns: string[]): void;
	/** Offers a site to the team, or no longer; for who may. */
	onOffer?(patterns: string[], isOffered: boolean): void;
}

/** Where cards may show, site by site. */
export function SitesPanel({ sites, isDenied, onAdd, onRemove, onOffer }: SitesProps) {
	const words = useWords();
	return (
		<>
			<section class="panel">
				<h2>{words('sites_title')}</h2>
				<p class="quiet">{words('sites_hint')}</p>
				{isDenied && <Notice tone="warn" title={words('sites_denied')} />}
				<ul>
					{sites.map((site) => (
						<SiteRow key={site.id} {...{ site, onAdd, onRemove, onOffer }} />
					))}
				</ul>
			</section>
			<OtherSite onAdd={onAdd} />
		</>
	);
}

type SiteRowProps = { site: Site } & Pick<SitesProps, 'onAdd' | 'onRemove' | 'onOffer'>;

function SiteRow({ site, onAdd, onRemove, onOffer }: SiteRowProps) {
	const words = useWords();
	const isOn = site.state === 'on';
	return (
		<li class="site">
			<div class="grow">
				<h3>
					<bdi>{site.label}</bdi>
				</h3>
				{site.state === 'lost' && <p class="hint lost">{words('sites_lost')}</p>}
				{site.state === 'off' && site.isExpected && <p class="hint">{words('sites_expected')}</p>}
				{site.isTeam && !site.isExpected && <p class="hint">{words('sites_team')}</p>}
			</div>
			<span class="site-state" data-on={isOn}>
				{isOn && <Icon name="done" />}
				{words(isOn ? 'sites_on' : 'sites_off')}
			</span>
			{onOffer && ((isOn && site.isOfferable) || site.isTeam) && (
				<button
					type="button"
					class="button quiet"
					aria-label={words(site.isTeam ? 'sites_withdraw_named' : 'sites_offer_named', { site: site.label })}
					onClick={() => onOffer(site.patterns, !site.isTeam)}
				>
					{words(site.isTeam ? 'sites_withdraw' : 'sites_offer')}
				</button>
			)}
			<button
				type="button"
				class="button"
				aria-label={words(isOn ? 'sites_remove_named' : 'sites_add_named', { site: site.label })}
				onClick={() => (isOn ? onRemove(site.patterns) : onAdd(site.patterns))}
			>
				{words(isOn ? 'sites_remove' : 'sites_add')}
			</button>
		</li>
	);
}

/** A CRM of her own, by the address that she sees in the browser. */
export function OtherSite({ onAdd }: Pick<SitesProps, 'onAdd'>) {
	const words = useWords();
	const [address, setAddress] = useState('');
	const [isBad, setBad] = useState(false);
	return (
		<form
			class="panel"
			onSubmit={(event) => {
				event.preventDefault();
				const pattern = patternOf(address);
				setBad(pattern === undefined);
				if (pattern) onAdd([pattern]);
			}}
		>
			<h2>{words('sites_other')}</h2>
			<div class="field">
				<label for="site-address">{words('sites_other_label')}</label>
				<input
					id="site-address"
					name="address"
					value={address}
					inputMode="url"
					spellcheck={false}
					placeholder="https://crm.example.com"
					onInput={(event) => setAddress(event.currentTarget.value)}
				/>
				<p class="hint">{words('sites_other_hint')}</p>
			</div>
			{isBad && <Notice tone="warn" title={words('sites_other_bad')} />}
			<div class="row">
				<button type="submit" class="button">
					{words('sites_add')}
				</button>
			</div>
		</form>
	);
}

/** The match pattern for the one host of an address; undefined where there is none. Ports are not part of patterns. */
export function patternOf(address: string): string | undefined {
	const text = address.trim();
	const url = URL.parse(/^\w+:\/\//.test(text) ? text : `https://${text}`);
	if (!url || !/^https?:$/.test(url.protocol) || url.username || !/^[\w.-]+$/.test(url.hostname)) {
		return undefined;
	}
	return `${url.protocol}//${url.hostname}/*`;
}
