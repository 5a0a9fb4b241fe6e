/** For how many days something may be muted. */
export const muteDays = [1, 7, 30, 90] as const;
