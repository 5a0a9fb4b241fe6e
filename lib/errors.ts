/** Refusals a person may read. Anything else that is thrown is a fault of ours and is shown as such, without detail. */
export type RefusalKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'too-large'
  | 'too-many'
  | 'unavailable';

const status: Record<RefusalKind, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  'too-many': 429,
  unavailable: 503,
};

/** A refusal with a plain sentence; `fields` names what to correct in the input. */
export class Refusal extends Error {
  constructor(
    readonly kind: RefusalKind,
    message: string,
    readonly fields?: Record<string, string>,
  ) {
    super(message);
  }

  get status(): number {
    return status[this.kind];
  }
}

/**
 * The one answer to "not yours" and "does not exist": it reveals nothing about which of the two it is.
 */
export const notFound = () => new Refusal('not-found', 'There is nothing here that you can see.');
