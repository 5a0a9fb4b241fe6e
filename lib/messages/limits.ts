/** Students that can be chosen one by one for a message. */
export const mostChosen = 500;
/** Characters. */
export const longestSubject = 150;
/** Characters, of a message and of a note. */
export const longestBody = 5_000;
