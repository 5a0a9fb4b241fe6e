import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AmendmentState, amendmentEvents, amendmentStates, hasInterest, nextState } from './state';

const paths = fc.array(fc.constantFrom(...amendmentEvents), { maxLength: 12 });

/** The states that a request goes through when these events are tried one after the other. */
function walk(events: readonly (typeof amendmentEvents)[number][]): AmendmentState[] {
  const seen: AmendmentState[] = ['REQUESTED'];
  for (const event of events) {
    const next = nextState(seen.at(-1) ?? 'REQUESTED', event);
    if (next && next !== seen.at(-1)) seen.push(next);
  }
  return seen;
}

describe('a request to amend', () => {
  it('comes to a hearing only after a refusal, and to a statement only after a hearing that upheld it', () => {
    fc.assert(
      fc.property(paths, (events) => {
        const seen = walk(events);
        const preceding = (state: AmendmentState) => seen[seen.indexOf(state) - 1];
        if (seen.includes('HEARING_REQUESTED')) expect(preceding('HEARING_REQUESTED')).toBe('REFUSED');
        if (seen.includes('UPHELD')) expect(preceding('UPHELD')).toBe('HEARING_REQUESTED');
        if (seen.includes('STATED')) expect(preceding('STATED')).toBe('UPHELD');
        expect(new Set(seen).size).toBe(seen.length);
      }),
    );
  });

  it('can be let rest by whoever asked as long as it is open, which keeps the record', () => {
    for (const open of ['REQUESTED', 'REFUSED', 'HEARING_REQUESTED', 'UPHELD'] as const)
      expect(nextState(open, 'WITHDRAW')).toBe('WITHDRAWN');
  });

  it('waits for the hearing while that is set and moved, which nothing else waits for', () => {
    const setIn = amendmentStates.filter((state) => nextState(state, 'SET_HEARING') !== null);
    expect(setIn).toEqual(['HEARING_REQUESTED']);
    expect(nextState('HEARING_REQUESTED', 'SET_HEARING')).toBe('HEARING_REQUESTED');
  });

  it('goes nowhere from its ends', () => {
    for (const end of ['AMENDED', 'STATED', 'WITHDRAWN'] as const)
      for (const event of amendmentEvents) expect(nextState(end, event)).toBeNull();
  });

  it('can reach every state', () => {
    const reached = new Set(
      [walk(['AMEND']), walk(['WITHDRAW']), walk(['REFUSE', 'ASK_HEARING', 'REFUSE', 'STATE'])].flat(),
    );
    expect([...amendmentStates].filter((state) => !reached.has(state))).toEqual([]);
  });
});

describe('an interest', () => {
  const request = { studentId: 's', requestedBy: 'g', decidedBy: 'd' };
  const judge = { userId: 'x', teachesTheStudent: false, isGuardianOfTheStudent: false };

  it('is that of the student, whoever asked or decided, teaches the student or is a guardian', () => {
    expect(hasInterest(judge, request)).toBe(false);
    for (const userId of ['s', 'g', 'd']) expect(hasInterest({ ...judge, userId }, request)).toBe(true);
    expect(hasInterest({ ...judge, teachesTheStudent: true }, request)).toBe(true);
    expect(hasInterest({ ...judge, isGuardianOfTheStudent: true }, request)).toBe(true);
  });
});
