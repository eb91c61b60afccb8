/** Of the page on which a candidate talks; served as a file. `ElevenLabsClient` is the vendor's library beside it. */
export const talkScript = `
	const find = (id) => document.getElementById(id);
	const states = ['asking', 'refused', 'connecting', 'talking', 'ended', 'failed', 'over'];
	let conversation;

	function show(state) {
		for (const one of states) find(one).hidden = one !== state;
		find(state).focus();
	}

	async function mayListen() {
		try {
			const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
			for (const track of stream.getTracks()) track.stop();
			return true;
		} catch {
			return false;
		}
	}

	async function begin() {
		find('consent-needed').hidden = find('consent').checked;
		if (!find('consent').checked) {
			show('asking');
			return find('consent').focus();
		}
		show('connecting');
		if (!(await mayListen())) return show('refused');
		const answer = await fetch(location.pathname + '/token', {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ consent: true }),
		});
		if (answer.status === 404) return show('over');
		if (!answer.ok) return show('failed');
		const { token, session, roomUrl } = await answer.json();
		let hasTalked = false;
		conversation = await ElevenLabsClient.Conversation.startSession({
			...session,
			conversationToken: token,
			connectionType: 'webrtc',
			livekitUrl: roomUrl,
			workletPaths: { rawAudioProcessor: document.body.dataset.worklet },
			onConnect: () => {
				hasTalked = true;
				show('talking');
			},
			onDisconnect: () => {
				if (hasTalked) show('ended');
			},
		});
	}

	const tryToBegin = () => begin().catch(() => show('failed'));
	find('form').addEventListener('submit', (event) => {
		event.preventDefault();
		tryToBegin();
	});
	for (const button of document.querySelectorAll('.again')) button.addEventListener('click', tryToBegin);
	find('hang-up').addEventListener('click', () => conversation?.endSession());
`;
