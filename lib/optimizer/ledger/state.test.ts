import { describe, expect, it } from 'vitest';
import { decisionsFor, isApplied, type LedgerEvent, stateOf } from './state';

const tried: LedgerEvent[] = ['PROPOSED', 'TRIAL_ASKED', 'TRIED'];
const made: LedgerEvent[] = [...tried, 'APPROVED', 'STARTED', 'APPLIED'];

describe('how a proposal stands', () => {
  it.each<[LedgerEvent[], string]>([
    [[], 'proposed'],
    [['PROPOSED', 'REFUSED'], 'refuted'],
    [['PROPOSED', 'TRIAL_ASKED'], 'in-lab'],
    [tried, 'tried'],
    [[...tried, 'REFUSED'], 'refuted'],
    [[...tried, 'APPROVED'], 'approved'],
    [made, 'watched'],
    [[...made, 'KEPT'], 'kept'],
    [[...made, 'INCONCLUSIVE'], 'unclear'],
    [[...made, 'REVERT_ASKED'], 'undoing'],
    [[...made, 'REVERT_ASKED', 'REVERT_STARTED', 'REVERTED'], 'undone'],
  ])('%j is %s', (events, state) => {
    expect(stateOf(events)).toBe(state);
  });

  it('goes on with what failed, and gives up after the third time since the decision', () => {
    const failing = (times: number): LedgerEvent[] => [
      ...tried,
      'APPROVED',
      ...Array.from({ length: times }).flatMap(() => ['STARTED', 'FAILED'] as const),
    ];
    expect([1, 2, 3].map((times) => stateOf(failing(times)))).toEqual(['applying', 'applying', 'failed']);
    expect(stateOf([...failing(3), 'REVERT_ASKED'])).toBe('undoing');
    expect(stateOf(['PROPOSED', 'TRIAL_ASKED', 'FAILED'])).toBe('in-lab');
  });

  it('knows whether the change may be in the database', () => {
    expect(isApplied(tried)).toBe(false);
    expect(isApplied([...tried, 'APPROVED', 'STARTED', 'FAILED'])).toBe(true);
    expect(isApplied([...made, 'REVERT_ASKED', 'REVERT_STARTED', 'REVERTED'])).toBe(false);
  });
});

describe('what may be decided', () => {
  it('is approval only after a trial that showed an improvement', () => {
    expect(decisionsFor('proposed', 'create-index', null, false)).toEqual(['TRIAL_ASKED', 'DECLINED']);
    expect(decisionsFor('tried', 'create-index', 'improved', false)).toContain('APPROVED');
    expect(decisionsFor('tried', 'create-index', 'inconclusive', false)).not.toContain('APPROVED');
    expect(decisionsFor('tried', 'drop-index', 'regressed', false)).not.toContain('APPROVED');
  });

  it('is approval without harm where the effect comes over days', () => {
    expect(decisionsFor('tried', 'set-storage', 'inconclusive', false)).toContain('APPROVED');
    expect(decisionsFor('tried', 'set-storage', 'regressed', false)).not.toContain('APPROVED');
  });

  it('is undoing where it was made, and nothing else', () => {
    for (const state of ['watched', 'kept', 'unclear', 'failed'] as const)
      expect(decisionsFor(state, 'create-index', 'improved', true)).toEqual(['REVERT_ASKED']);
    for (const state of ['refuted', 'declined', 'undone', 'applying', 'undoing', 'in-lab'] as const)
      expect(decisionsFor(state, 'create-index', 'improved', false)).toEqual([]);
  });
});
