import { useState } from 'preact/hooks';
import type { DeviceView, UserView } from '../../../lib/contract/index.ts';
import { Icon } from '../../ui/icons.tsx';
import { displayText } from '../../ui/text.ts';
import { exactTime, timeAgo } from '../../ui/time.ts';
import { useWords } from '../../ui/words.ts';
import { AskBeforeRemoving } from './ask.tsx';

interface DevicesProps {
	devices: readonly DeviceView[];
	users: readonly UserView[];
	now: number;
	isBusy: boolean;
	onRevoke(deviceId: string): void;
}

/** Paired browsers, when each was last there, and signing one out. */
export function DevicesPanel({ devices, users, ...rest }: DevicesProps) {
	const words = useWords();
	const nameOf = (userId: string) => displayText(users.find((user) => user.userId === userId)?.name ?? '');
	return (
		<section class="panel">
			<h2>{words('devices_title')}</h2>
			{devices.length === 0 && <p class="quiet">{words('devices_none')}</p>}
			<ul class="lines">
				{devices.map((device) => (
					<Device key={device.deviceId} device={device} owner={nameOf(device.userId)} {...rest} />
				))}
			</ul>
		</section>
	);
}

interface DeviceProps extends Pick<DevicesProps, 'now' | 'isBusy' | 'onRevoke'> {
	device: DeviceView;
	owner: string;
}

function Device({ device, owner, now, isBusy, onRevoke }: DeviceProps) {
	const words = useWords();
	const [isAsking, setAsking] = useState(false);
	const name = displayText(device.name);
	return (
		<li class="row">
			<p class="grow">
				<strong>
					<bdi>{name}</bdi>
				</strong>{' '}
				<bdi class="quiet">{owner}</bdi>
			</p>
			<Seen device={device} now={now} />
			<button
				type="button"
				class="button danger"
				aria-label={words('devices_revoke_named', { name, owner })}
				disabled={isBusy}
				onClick={() => setAsking(true)}
			>
				{words('devices_revoke')}
			</button>
			{isAsking && (
				<AskBeforeRemoving
					title={words('devices_revoke_title', { name, owner })}
					goes={[words('devices_revoke_goes')]}
					action={words('devices_revoke')}
					onClose={() => setAsking(false)}
					onRemove={() => onRevoke(device.deviceId)}
				/>
			)}
		</li>
	);
}

function Seen({ device, now }: Pick<DeviceProps, 'device' | 'now'>) {
	const words = useWords();
	if (device.connected) {
		return (
			<span class="site-state" data-on="true">
				<Icon name="done" />
				{words('devices_connected')}
			</span>
		);
	}
	if (!device.lastSeenAt) return <span class="quiet">{words('devices_never')}</span>;
	const at = Date.parse(device.lastSeenAt);
	return (
		<time class="quiet" dateTime={device.lastSeenAt} title={exactTime(at, words.locale)}>
			{words('devices_seen', { when: timeAgo(at, now, words.locale) })}
		</time>
	);
}
