/** What we know of one CRM's web pages. A new CRM is one such file in this folder. */
export interface CrmPage {
	/** Its file's name. */
	id: string;
	/** What its maker calls it. */
	label: string;
	/** Match patterns of its pages; the browser is asked for them, and for nothing else, when it is switched on. */
	matches: string[];
	/** The CRM's id of the person or company that this address shows; undefined where it shows none. */
	subject?(url: URL): string | undefined;
}
