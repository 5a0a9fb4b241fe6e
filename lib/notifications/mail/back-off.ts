const minute = 60_000;
const longest = 6 * 60 * minute;

/** An e-mail that was put off so often has been waiting for about two days, and is given up. */
export const mostAttempts = 15;

/** Milliseconds until the next attempt: a minute after the first one, then twice as long each time, six hours at most. */
export const backOff = (attempts: number): number => Math.min(minute * 2 ** (attempts - 1), longest);
