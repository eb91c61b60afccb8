import { useRef } from 'preact/hooks';
import type { CardPlace } from '../../lib/messages/protocol.ts';
import { snap } from './place.ts';

const LEAST_MOVE = 4;

/** Dragging a whole element by one of its parts; on release it snaps to a place. */
export function useDrag(onPlace: (place: CardPlace) => void, onMoved: () => void) {
	const element = useRef<HTMLElement>(null);

	function grab(event: PointerEvent): void {
		const target = event.currentTarget as HTMLElement;
		const isButton = event.target instanceof Element && event.target.closest('button') !== null;
		if (!event.isTrusted || event.button !== 0 || isButton) return;
		target.setPointerCapture(event.pointerId);
		const start = { x: event.clientX, y: event.clientY };
		let isMoved = false;
		const move = ({ clientX, clientY }: PointerEvent) => {
			const [x, y] = [clientX - start.x, clientY - start.y];
			isMoved ||= Math.hypot(x, y) >= LEAST_MOVE;
			if (isMoved && element.current) element.current.style.translate = `${x}px ${y}px`;
		};
		const drop = () => {
			target.removeEventListener('pointermove', move);
			target.removeEventListener('pointerup', drop);
			target.removeEventListener('pointercancel', drop);
			if (isMoved && element.current) settle(element.current);
		};
		target.addEventListener('pointermove', move);
		target.addEventListener('pointerup', drop);
		target.addEventListener('pointercancel', drop);
	}

	function settle(moved: HTMLElement): void {
		const { left, top, width, height } = moved.getBoundingClientRect();
		moved.style.translate = '';
		onMoved();
		onPlace(snap({ left, top, width, height }, { width: innerWidth, height: innerHeight }));
	}

	return { element, grab };
}
