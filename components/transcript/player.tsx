import { Icon } from '../ui/icons.tsx';
import { Notice } from '../ui/notice.tsx';
import { duration } from '../ui/time.ts';
import { useWords } from '../ui/words.ts';
import type { AudioSource, Player } from './use-player.ts';

const RATES = [0.75, 1, 1.25, 1.5, 2];
const STEP_MS = 5_000;
const steps: Record<string, number> = {
	...{ ArrowLeft: -STEP_MS, ArrowDown: -STEP_MS, ArrowRight: STEP_MS, ArrowUp: STEP_MS },
};

interface PlayerBarProps {
	player: Player;
	source: AudioSource;
}

/** Plays the recording: by mouse or keys, at the speed she likes. */
export function PlayerBar({ player, source }: PlayerBarProps) {
	const words = useWords();
	const { isPlaying, isWaiting, timeMs, durationMs } = player;
	const length = Math.max(durationMs ?? timeMs, 1);
	const isLoading = source.url !== undefined && source.loaded < source.total;
	return (
		<section class="player" aria-label={words('player_label')}>
			<audio ref={player.element} preload="metadata" {...player.events} />
			<button
				type="button"
				class="button primary round"
				aria-label={words(isPlaying ? 'player_pause' : 'player_play')}
				onClick={player.toggle}
			>
				<Icon name={isPlaying ? 'pause' : 'play'} />
			</button>
			<input
				type="range"
				min="0"
				max={String(length / 1_000)}
				step="0.1"
				value={String(timeMs / 1_000)}
				aria-label={words('player_position')}
				aria-valuetext={duration(timeMs)}
				onInput={(event) => player.seek(Number(event.currentTarget.value) * 1_000)}
				onKeyDown={(event) => {
					const step = steps[event.key];
					if (step === undefined) return;
					event.preventDefault();
					player.seek(Math.min(Math.max(timeMs + step, 0), length));
				}}
			/>
			<span class="player-time">
				{duration(timeMs)}
				{durationMs !== undefined && ` / ${duration(durationMs)}`}
			</span>
			<select
				aria-label={words('player_speed')}
				value={String(player.rate)}
				onChange={(event) => player.setRate(Number(event.currentTarget.value))}
			>
				{RATES.map((rate) => (
					<option key={rate} value={String(rate)}>
						{rate.toLocaleString(words.locale)}×
					</option>
				))}
			</select>
			{(isWaiting || isLoading) && !source.hasFailed && (
				<progress
					aria-label={words('player_loading')}
					max={source.total || undefined}
					value={source.total ? source.loaded : undefined}
				/>
			)}
			{source.hasFailed && <Notice tone="bad" title={words('player_failed')} />}
			{player.isUnplayable && !source.hasFailed && <Notice tone="warn" title={words('player_unplayable')} />}
		</section>
	);
}
