import { expect, test } from 'vitest';
import type { Finding } from '@/lib/performance/checks/check';
import type { CheckGroup } from '@/lib/performance/checks/report';
import {
  checksStanding,
  latencyStanding,
  liveStanding,
  queueStanding,
  rehearsalStanding,
  settingsStanding,
} from './part-standings';

const group = (state: CheckGroup['state'], findings: number) =>
  ({ state, findings: Array.from({ length: findings }, () => ({}) as Finding) }) as CheckGroup;

test('the checks stand as the worst that they found, with every finding counted', () => {
  const toDo = [group('critical', 2), group('warning', 3), group('warning', 1)];
  expect(checksStanding({ toDo, unknown: [group('unknown', 9)] })).toEqual({
    tone: 'critical',
    words: '2 critical, 4 to look at',
  });
  expect(checksStanding({ toDo: [group('warning', 1)], unknown: [] })).toEqual({
    tone: 'caution',
    words: '1 to look at',
  });
  expect(checksStanding({ toDo: [], unknown: [group('unknown', 2)] })).toEqual({
    tone: 'neutral',
    words: '2 not known',
  });
  expect(checksStanding({ toDo: [], unknown: [] })).toEqual({ tone: 'positive', words: 'fine' });
});

test('what is not known is not called fine', () => {
  expect(liveStanding({ live: null }).tone).toBe('neutral');
  expect(queueStanding(null).tone).toBe('neutral');
  expect(latencyStanding({ routes: [] }).words).toBe('not enough data yet');
  expect(rehearsalStanding(null).words).toBe('not rehearsed');
});

test('settings stand as the worst of them', () => {
  const review = (...states: CheckGroup['state'][]) => [{ settings: states.map((state) => ({ state })) }];
  expect(settingsStanding(review('ok', 'unknown'))).toEqual({ tone: 'positive', words: 'fine' });
  expect(settingsStanding(review('ok', 'warning'))).toEqual({ tone: 'caution', words: '1 to change' });
  expect(settingsStanding(review('critical', 'warning'))).toEqual({ tone: 'critical', words: '2 to change' });
});
