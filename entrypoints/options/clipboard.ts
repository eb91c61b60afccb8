/** Her click on a copy button. */
export const copy = (text: string): void => void navigator.clipboard.writeText(text);
