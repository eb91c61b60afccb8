import type { BookingOffered } from '../../lib/contract/index.ts';
import { displayText } from '../ui/text.ts';
import { useWords } from '../ui/words.ts';

interface AppointmentProps {
	offer: BookingOffered;
	isBusy: boolean;
	/** UTC, as offered. */
	onBook(startsAt: string): void;
	onShow(segmentId: string): void;
}

/** A time that the caller asked for: what was meant, its sentence, and what is free. */
export function Appointment({ offer, isBusy, onBook, onShow }: AppointmentProps) {
	const words = useWords();
	const { wish, isFree, alternatives, wasTaken, booked } = offer;
	const at = (instant: string, hasTime = true) => {
		const style = hasTime
			? ({ dateStyle: 'long', timeStyle: 'short' } as const)
			: ({ dateStyle: 'long' } as const);
		return whenWords(instant, words.locale, { ...style, timeZone: wish.timeZone });
	};
	const quote = displayText(wish.quote);
	const wished = wish.hasTime
		? words('appointment_wish', { when: at(wish.startsAt), zone: wish.timeZone })
		: words('appointment_day_only', { when: at(wish.startsAt, false) });
	return (
		<section class="appointment" aria-label={words('appointment_title')}>
			<h3>{words('appointment_title')}</h3>
			<p>{wished}</p>
			<button
				type="button"
				class="quote"
				title={quote}
				aria-label={words('facts_quote', { quote })}
				onClick={() => onShow(wish.segmentId)}
			>
				<q>{quote}</q>
			</button>
			{booked ? (
				<p class="written" role="status">
					{words('appointment_booked', { when: at(booked.startsAt) })}
				</p>
			) : (
				<>
					<OfferState {...{ isFree, wasTaken, hasTime: wish.hasTime, count: alternatives.length }} />
					<p class="row">
						{[...(isFree && wish.hasTime ? [wish.startsAt] : []), ...alternatives].map((startsAt, index) => (
							<button
								key={startsAt}
								type="button"
								class={isFree && index === 0 ? 'button primary' : 'button'}
								disabled={isBusy}
								onClick={() => onBook(startsAt)}
							>
								{words('appointment_book', { when: at(startsAt) })}
							</button>
						))}
					</p>
				</>
			)}
		</section>
	);
}

interface OfferStateProps {
	isFree: boolean;
	wasTaken: boolean | undefined;
	hasTime: boolean;
	count: number;
}

function OfferState({ isFree, wasTaken, hasTime, count }: OfferStateProps) {
	const words = useWords();
	if (isFree) return null;
	if (count === 0) return <p class="quiet">{words('appointment_none')}</p>;
	if (wasTaken) return <p>{words('appointment_taken')}</p>;
	return hasTime ? <p>{words('appointment_busy')}</p> : <p>{words('appointment_others')}</p>;
}

/** A zone that this browser does not know is no reason to show nothing. */
function whenWords(instant: string, locale: string, style: Intl.DateTimeFormatOptions): string {
	try {
		return new Intl.DateTimeFormat(locale, style).format(Date.parse(instant));
	} catch {
		return new Intl.DateTimeFormat(locale, { ...style, timeZone: 'UTC' }).format(Date.parse(instant));
	}
}
