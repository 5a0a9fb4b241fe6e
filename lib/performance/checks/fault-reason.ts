const reasons: Record<string, string> = {
  '42501': 'The role of this connection may not read what the check needs',
  '57014': 'The answer took longer than five seconds',
  '55P03': 'Something is locked right now; try again later',
  '42P01': 'This server does not offer what the check reads',
  '42703': 'This server does not offer what the check reads',
  '42883': 'This server does not offer what the check reads',
  '0A000': 'This server does not offer what the check reads',
  '55000': 'This server is not in a state to be asked',
  '53200': 'The server has no memory left for the question',
};

/** An SQLSTATE, but none of a lost connection (class 08) or of a server that goes or comes (57P). */
const refusal = /^(?!08|57P)[0-9FHPX][0-9A-Z]{4}$/;
const other = 'The server answered with an error';

const codeOf = (error: Error): string => String(Reflect.get(error, 'code'));

/** Why the server could not answer a check, in words; null for what is no answer of it: a lost connection, or a fault of ours. */
export function faultReason(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  return knownReason(error) ?? (refusal.test(codeOf(error)) ? `${other} (${error.message}).` : null);
}

/** Why the server refused, where it is for one of the usual reasons; null for anything else. */
export function knownReason(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const words = reasons[codeOf(error)];
  return words === undefined ? null : `${words} (${error.message}).`;
}
