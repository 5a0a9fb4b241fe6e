import { expect, it } from 'vitest';
import type { LedgerEntry } from '../ledger/proposals';
import type { ProposalState } from '../ledger/state';
import { makingOf, mayBegin } from './making';

const entry = (event: LedgerEntry['event'], evidence: LedgerEntry['evidence'] = {}): LedgerEntry => ({
  event,
  evidence,
  at: '2026-11-26T12:00:00Z',
  by: null,
  decidedByName: null,
  reason: null,
  expiresAt: null,
});
const night = { fromMinute: 120, untilMinute: 300, timeZone: 'UTC' };
const noon = Date.parse('2026-11-26T12:00:00Z');
const begins = (state: ProposalState, evidence = {}) =>
  mayBegin({ state, entries: [entry('APPROVED', evidence)] }, night, noon);

it('waits for the window, unless whoever approved it said now', () => {
  expect(begins('approved')).toBe(Date.parse('2026-11-27T02:00:00Z'));
  expect(begins('approved', { making: 'quiet' })).toBe(Date.parse('2026-11-27T02:00:00Z'));
  expect(begins('approved', { making: 'now' })).toBe(noon);
});

it('goes on with what was begun, and begins nothing that is not approved', () => {
  expect(begins('applying')).toBe(noon);
  for (const state of ['tried', 'declined', 'watched', 'failed', 'undoing'] as const)
    expect(begins(state, { making: 'now' })).toBeNull();
});

it('begins what failed anew in the window, unless whoever approved it said now', () => {
  const failed = (evidence = {}) =>
    mayBegin(
      { state: 'applying', entries: [entry('APPROVED', evidence), entry('STARTED'), entry('FAILED')] },
      night,
      noon,
    );
  expect(failed()).toBe(Date.parse('2026-11-27T02:00:00Z'));
  expect(failed({ making: 'now' })).toBe(noon);
});

it('counts the last approval', () => {
  const entries = [entry('APPROVED', { making: 'now' }), entry('FAILED'), entry('APPROVED')];
  expect(makingOf({ entries })).toBe('quiet');
  expect(makingOf({ entries: [] })).toBe('quiet');
});
