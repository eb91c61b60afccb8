import { displayText } from '../../ui/text.ts';
import { useWords } from '../../ui/words.ts';
import type { Form } from '../form/form.ts';
import { Group } from '../form/group.tsx';
import { NumberField, SelectField } from '../form/inputs.tsx';

export interface NamedConnection {
	connectionId: string;
	name: string;
}

interface BookingProps {
	form: Form<'after-call'>;
	calendars: readonly NamedConnection[];
}

const NONE = '';

/** Whether a wished appointment is booked, where, and who says so. */
export function Booking({ form: { value, change }, calendars }: BookingProps) {
	const words = useWords();
	const { booking } = value;
	const options = calendars.map(({ connectionId, name }) => ({
		value: connectionId,
		text: displayText(name),
	}));
	return (
		<Group id="booking" title={words('booking_title')}>
			<SelectField
				id="booking-connection"
				label={words('booking_connection')}
				hint={calendars.length === 0 ? words('booking_none_connected') : undefined}
				path="booking.connectionId"
				value={booking?.connectionId ?? NONE}
				options={[{ value: NONE, text: words('booking_off') }, ...options]}
				onChange={(connectionId) =>
					change({
						booking:
							connectionId === NONE
								? undefined
								: { eventTypeId: 0, booksAlone: false, ...booking, connectionId },
					})
				}
			/>
			{booking && (
				<>
					<NumberField
						id="booking-event-type"
						label={words('booking_event_type')}
						hint={words('booking_event_type_hint')}
						path="booking.eventTypeId"
						least={1}
						value={booking.eventTypeId || undefined}
						onChange={(eventTypeId = 0) => change({ booking: { ...booking, eventTypeId } })}
					/>
					<SelectField
						id="booking-alone"
						label={words('booking_when')}
						path="booking.booksAlone"
						value={booking.booksAlone ? 'alone' : 'asked'}
						options={[
							{ value: 'asked', text: words('booking_asked') },
							{ value: 'alone', text: words('booking_alone') },
						]}
						onChange={(when) => change({ booking: { ...booking, booksAlone: when === 'alone' } })}
					/>
				</>
			)}
		</Group>
	);
}
