/** Whose record it is, where a guardian uses the rights in it. */
export type Child = { id: string; name: string };

/** What a form says about it; of the reader's own record nothing. */
export const whose = (child: Child | undefined): Record<string, string> =>
  child === undefined ? {} : { studentId: child.id };
