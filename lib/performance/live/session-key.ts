/** A session for good: its pid, which may be somebody else's later, and when it connected. */
export const sessionKey = ({ pid, startedAt }: { pid: number; startedAt: string }): string =>
  `${pid} ${startedAt}`;
