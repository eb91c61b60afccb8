import { type VendorQuestion, type VendorReply, VendorServer } from './vendors/vendor-server.ts';

/** The system that campaigns come from: `{base}/questionnaire/{campaign_id}`. */
export class QuestionnaireSimulator {
	readonly server = new VendorServer(['hirings.example'], (question) => this.#answer(question));
	/** Campaign → what is answered. */
	readonly sheets = new Map<number, unknown>();

	/** As it is entered in the settings. */
	get base(): string {
		return 'https://hirings.example/api/v1';
	}

	#answer({ method, path }: VendorQuestion): VendorReply {
		const campaign = /^\/api\/v1\/questionnaire\/(\d+)$/.exec(path)?.[1];
		const sheet = campaign === undefined ? undefined : this.sheets.get(Number(campaign));
		if (method !== 'GET' || sheet === undefined) return { status: 404, body: { detail: 'Not found' } };
		return { status: 200, body: sheet };
	}
}
