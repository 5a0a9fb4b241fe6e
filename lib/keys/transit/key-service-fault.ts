import { Refusal } from '@/lib/errors';

/**
 * The key service did not do its work. Nothing is lost: what was sealed stays sealed until it answers again. People read the
 * sentence of the refusal; why stands in `reason`, which holds no secret.
 */
export class KeyServiceFault extends Refusal {
  /** @param isAway it did not answer, or could not; otherwise it answered, and refused */
  constructor(
    readonly isAway: boolean,
    readonly reason: string,
  ) {
    super('unavailable', 'Confidential contents cannot be opened at the moment. Try again in a few minutes.');
  }
}
