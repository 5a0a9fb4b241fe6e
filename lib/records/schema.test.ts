import { expect, it } from 'vitest';
import { text } from './schema';

const isTaken = (value: string) => text(10, 1_000).safeParse(value).success;

it('takes a reason by what can be seen of it', () => {
  for (const blank of [
    '\u200b',
    '\u2060',
    '\u3164',
    '\u2800',
    '\ufeff',
    '\u202e',
    '\u00ad',
    ' ',
    '\n',
    '\t',
    '\u034f',
    '\ufe0f',
    '\u0301',
    '\u17b4',
    '\u{e0100}',
    '\u200b\u0301',
  ])
    expect(isTaken(blank.repeat(40)), JSON.stringify(blank)).toBe(false);
  expect(isTaken(`a${'\u200b'.repeat(20)}b`)).toBe(false);
  expect(isTaken('advise him')).toBe(true);
  expect(isTaken('\u091b\u093e\u0924\u094d\u0930 \u0915\u094b \u0938\u0932\u093e\u0939')).toBe(true);
  expect(isTaken('\u0637\u0627\u0644\u0628 \u064a\u0637\u0644\u0628 \u0646\u0635\u064a\u062d\u0629')).toBe(
    true,
  );
  expect(isTaken('\u5b66\u751f\u304b\u3089\u306e\u76f8\u8ac7\u306e\u305f\u3081')).toBe(true);
  expect(isTaken('x'.repeat(1_001))).toBe(false);
});
