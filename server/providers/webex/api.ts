/** https://developer.webex.com/docs/api/basics */
export const API = 'https://webexapis.com/v1';
