import { unknown, type Verdict } from './check';
import type { Facts } from './facts';
import { measuring } from './measured';

/** SQLSTATE of what was asked for longer than it may take. */
const tookTooLong = '57014';

/**
 * Looks with what the server offers. Where reading whole relations takes too long, they are judged by what the planner knows of
 * them instead, which their evidence says: something is told of a large table, too. What only reading tells is unknown then.
 */
export async function lookOrEstimate(
  check: string,
  facts: Facts,
  look: (facts: Facts) => Promise<Verdict[]>,
): Promise<Verdict[]> {
  try {
    return await look(facts);
  } catch (error) {
    const isTooLong = error instanceof Error && Reflect.get(error, 'code') === tookTooLong;
    if (!isTooLong || facts.tupleSchema === null || !measuring.includes(check)) throw error;
    const estimated = await look({ ...facts, tupleSchema: null });
    return [
      ...estimated.map((verdict) =>
        verdict.evidence.measured === false
          ? {
              ...verdict,
              evidence: { ...verdict.evidence, notMeasured: 'it takes longer than five seconds' },
            }
          : verdict,
      ),
      unknown('Reading what is to be measured takes longer than five seconds; what could be estimated was.'),
    ];
  }
}
