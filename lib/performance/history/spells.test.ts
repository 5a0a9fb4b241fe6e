import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../checks/check';
import { changesOf, type OpenSpell } from './spells';

const finding = (check: string, object: string | null, state: Finding['state']): Finding => ({
  check,
  object,
  state,
  evidence: {},
  advice: 'x',
});
const open = (id: number, checkName: string, object: string, state: string): OpenSpell => ({
  id,
  checkName,
  object,
  state,
});

describe('what changed since the checks last ran', () => {
  it('opens what is new, keeps what goes on, ends what is over', () => {
    const { opened, ended } = changesOf(
      [open(1, 'spill', 'statement a', 'warning'), open(2, 'spill', 'statement b', 'warning')],
      [finding('spill', 'statement b', 'warning'), finding('settings', 'fsync', 'critical')],
    );
    expect(opened.map(({ checkName, object }) => [checkName, object])).toEqual([['settings', 'fsync']]);
    expect(ended.map(({ id }) => id)).toEqual([1]);
  });

  it('ends a warning where it became critical', () => {
    const { opened, ended } = changesOf(
      [open(1, 'blocking', 'pid 7', 'warning')],
      [finding('blocking', 'pid 7', 'critical')],
    );
    expect([opened[0]?.state, ended[0]?.id]).toEqual(['critical', 1]);
  });

  it('leaves open what cannot be told, and records no ok or unknown', () => {
    const { opened, ended } = changesOf(
      [open(1, 'spill', 'statement a', 'warning')],
      [finding('spill', null, 'unknown'), finding('settings', null, 'ok')],
    );
    expect([opened, ended]).toEqual([[], []]);
  });

  it('does nothing the second time', () => {
    const findings = fc.array(
      fc.record({
        check: fc.constantFrom('a', 'b'),
        object: fc.option(fc.constantFrom('x', 'y')),
        state: fc.constantFrom('warning' as const, 'critical' as const, 'ok' as const, 'unknown' as const),
        evidence: fc.constant({}),
        advice: fc.constant(''),
      }),
    );
    fc.assert(
      fc.property(findings, findings, (before, now) => {
        const first = changesOf([], before).opened.map((spell, id) => ({ id, ...spell }));
        const { opened, ended } = changesOf(first, now);
        const gone = new Set(ended.map(({ id }) => id));
        const after = [
          ...first.filter(({ id }) => !gone.has(id)),
          ...opened.map((s, n) => ({ id: 100 + n, ...s })),
        ];
        expect(changesOf(after, now)).toEqual({ opened: [], ended: [] });
      }),
    );
  });
});
