import { describe, expect, it } from 'vitest';
import { age, bytes, milliseconds, share } from './units';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('units of the performance page', () => {
  it.each([
    [0, '0 B'],
    [1023, '1,023 B'],
    [1024, '1.0 kB'],
    [8192, '8.0 kB'],
    [150 * 1024 ** 2, '150 MB'],
    [1.4 * 1024 ** 3, '1.4 GB'],
    [3 * 1024 ** 5, '3,072 TB'],
  ])('says %d bytes as “%s”', (value, text) => {
    expect(plain(bytes(value))).toBe(text);
  });

  it.each([
    [0.04, '0.04 ms'],
    [3.26, '3.3 ms'],
    [999.4, '999 ms'],
    [3400, '3.4 s'],
    [125 * 60_000, '2 h 5 min'],
  ])('says %d milliseconds as “%s”', (value, text) => {
    expect(plain(milliseconds(value))).toBe(text);
  });

  it('never rounds a share up to all of it', () => {
    expect(plain(share(0.99999))).toBe('99.9 %');
    expect(plain(share(1))).toBe('100.0 %');
  });

  it.each([
    ['2026-03-01T11:58:30Z', '1 min'],
    ['2026-02-28T12:00:00Z', '24 h'],
    ['2026-02-01T12:00:00Z', '28 days'],
  ])('says how long it is since %s', (since, text) => {
    expect(plain(age(since, '2026-03-01T12:00:00Z'))).toBe(text);
  });
});
