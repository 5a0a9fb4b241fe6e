import { describe, expect, it } from 'vitest';
import { readable } from './readable';

describe('evidence as people read it', () => {
  it('has its moments in the time of the institution', () => {
    expect(readable('2026-11-26T23:25:59.097Z', 'Europe/London')).toBe('26 Nov 2026, 23:25');
    expect(readable('36 of 36 events, 2026-07-26T23:25:59.683272+00:00', 'Europe/London')).toBe(
      '36 of 36 events, 27 Jul 2026, 00:25',
    );
  });

  it('has its days as the rest of the screen has them, wherever it is', () => {
    expect(readable('A request was due on 2026-11-27 and is not answered.', 'America/Lima')).toBe(
      'A request was due on 27 Nov 2026 and is not answered.',
    );
    expect(readable('from 2026-11-02, 36 of 36', 'Asia/Tokyo')).toBe('from 2 Nov 2026, 36 of 36');
    expect(readable('A request has to be answered by 2026-11-27.', 'UTC')).toBe(
      'A request has to be answered by 27 Nov 2026.',
    );
  });

  it('is left alone where it is neither', () => {
    for (const text of [
      'not yet',
      'trail-2026-11-27.csv',
      '/copies/2026-11-27',
      '2026-11-27-archive',
      '12026-11-27',
      '2026-13-45',
    ])
      expect(readable(text, 'UTC')).toBe(text);
  });
});
