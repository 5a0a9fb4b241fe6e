import { describe, expect, it } from 'vitest';
import { readable } from './readable';

describe('evidence as people read it', () => {
  it('has its moments in the time of the institution', () => {
    expect(readable('2026-11-26T23:25:59.097Z', 'Europe/London')).toBe('26 Nov 2026, 23:25');
    expect(readable('36 of 36 events, 2026-07-26T23:25:59.683272+00:00', 'Europe/London')).toBe(
      '36 of 36 events, 27 Jul 2026, 00:25',
    );
  });

  it('is left alone where it is no moment', () => {
    expect(readable('not yet', 'UTC')).toBe('not yet');
    expect(readable('0001_first, 2026-11-26', 'UTC')).toBe('0001_first, 2026-11-26');
  });
});
