import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
	DataPacket,
	JoinResponse,
	ParticipantInfo,
	ParticipantPermission,
	Room,
	SessionDescription,
	SignalRequest,
	SignalResponse,
	SignalTarget,
	TrackInfo,
	TrackPublishedResponse,
	TrickleRequest,
} from '@livekit/protocol';
import { type RTCDataChannel, RTCPeerConnection } from 'werift';
import { type WebSocket, WebSocketServer } from 'ws';

/** A browser in the room. */
export interface RoomGuest {
	/** By which it came in. */
	token: string;
	/** JSON that it sent, the first one first. */
	said: unknown[];
	/** Packets of its microphone that arrived. */
	audioPackets: number;
	leave(): void;
}

/** One of ElevenLabs' rooms: LiveKit's signalling (protobuf over WebSocket, path `/rtc`) and a real peer connection. */
export class ElevenLabsRoom {
	readonly guests: RoomGuest[] = [];
	#server = createServer((_, response) =>
		// The library asks why the newer path was refused, from the page's own origin.
		response.writeHead(404, { 'access-control-allow-origin': '*' }).end(),
	);
	readonly #sockets = new WebSocketServer({ noServer: true });
	readonly #peers: RTCPeerConnection[] = [];

	/** The origin, e.g. `http://127.0.0.1:4000`. */
	async start(): Promise<string> {
		this.#server.on('upgrade', (request, socket, head) => {
			const { pathname, searchParams } = new URL(request.url ?? '/', 'http://room');
			// The newer path is not there, and the library goes on to the older one.
			if (pathname !== '/rtc') return socket.end('HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n');
			this.#sockets.handleUpgrade(request, socket, head, (ws) =>
				this.#welcome(ws, searchParams.get('access_token') ?? ''),
			);
		});
		await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
		return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
	}

	async stop(): Promise<void> {
		await Promise.all(this.#peers.map((peer) => peer.close()));
		this.#server.closeAllConnections();
		this.#server.close();
	}

	#welcome(ws: WebSocket, token: string): void {
		const peer = new RTCPeerConnection({
			iceServers: [],
			iceAdditionalHostAddresses: ['127.0.0.1'],
			iceUseIpv6: false,
		});
		this.#peers.push(peer);
		const guest: RoomGuest = { token, said: [], audioPackets: 0, leave: () => ws.close() };
		this.guests.push(guest);
		const send = (message: SignalResponse['message']) => ws.send(new SignalResponse({ message }).toBinary());
		peer.onDataChannel.subscribe((channel) => listen(channel, guest));
		peer.onTrack.subscribe((track) =>
			track.onReceiveRtp.subscribe(() => {
				guest.audioPackets += 1;
			}),
		);
		peer.onIceCandidate.subscribe((candidate) => {
			if (!candidate) return;
			const candidateInit = JSON.stringify(candidate.toJSON());
			const value = new TrickleRequest({ candidateInit, target: SignalTarget.PUBLISHER });
			send({ case: 'trickle', value });
		});
		ws.on('message', (data: Buffer) => {
			answer(SignalRequest.fromBinary(new Uint8Array(data)), peer, send).catch((error: unknown) => {
				console.error('The room did not understand', error);
				ws.close();
			});
		});
		send({ case: 'join', value: joined() });
	}
}

type Send = (message: SignalResponse['message']) => void;

function joined(): JoinResponse {
	const permission = new ParticipantPermission({
		canPublish: true,
		canSubscribe: true,
		canPublishData: true,
	});
	return new JoinResponse({
		room: new Room({ sid: 'RM_1', name: 'conv_web_1' }),
		participant: new ParticipantInfo({ sid: 'PA_1', identity: 'user_1', permission }),
		pingInterval: 60,
		pingTimeout: 120,
		serverVersion: '1.9.0',
		subscriberPrimary: false,
	});
}

async function answer({ message }: SignalRequest, peer: RTCPeerConnection, send: Send): Promise<void> {
	if (message.case === 'offer') {
		await peer.setRemoteDescription({ type: 'offer', sdp: message.value.sdp });
		const description = await peer.createAnswer();
		await peer.setLocalDescription(description);
		const { sdp } = peer.localDescription ?? description;
		send({ case: 'answer', value: new SessionDescription({ type: 'answer', sdp, id: message.value.id }) });
	}
	if (message.case === 'trickle' && message.value.target === SignalTarget.PUBLISHER) {
		await peer.addIceCandidate(JSON.parse(message.value.candidateInit));
	}
	if (message.case === 'addTrack') {
		const { cid, name, type, source } = message.value;
		const track = new TrackInfo({ sid: 'TR_1', name, type, source });
		send({ case: 'trackPublished', value: new TrackPublishedResponse({ cid, track }) });
	}
}

function listen(channel: RTCDataChannel, guest: RoomGuest): void {
	channel.onMessage.subscribe((data) => {
		const { value } = DataPacket.fromBinary(new Uint8Array(data as Buffer));
		if (value.case === 'user') guest.said.push(JSON.parse(Buffer.from(value.value.payload).toString()));
	});
}
