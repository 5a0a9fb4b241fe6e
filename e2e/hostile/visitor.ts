/**
 * Everybody who tries. The first four are nobody: without a session, with a forged one, and with one that ended when
 * the account got another role or was disabled. `elsewhere…` are staff of another institution; the guardian is of a third one.
 */
export const visitors = [
  'nobody',
  'forged',
  'demoted',
  'dismissed',
  'student',
  'instructor',
  'admin',
  'guardian',
  'elsewhereInstructor',
  'elsewhereAdmin',
] as const;
export type Visitor = (typeof visitors)[number];

export const signedOut: readonly Visitor[] = ['nobody', 'forged', 'demoted', 'dismissed'];
export const signedIn = visitors.filter((visitor) => !signedOut.includes(visitor));

/** All who are signed in, but for these. */
export const everyoneBut = (...those: Visitor[]): Visitor[] =>
  signedIn.filter((visitor) => !those.includes(visitor));
