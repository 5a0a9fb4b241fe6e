import { describe, expect, it } from 'vitest';
import { codeKey, codesIn, readCode } from './code';

const key = (text: string) => {
  const code = readCode(text);
  return code && codeKey(code);
};

describe('course codes', () => {
  it('has one key for every spelling', () => {
    for (const spelling of ['MATH 20C', 'math20c', 'Math-20-C', ' math  020c', 'MATH_20c'])
      expect(key(spelling)).toBe('math20c');
    expect(key('CS101')).toBe('cs101');
  });

  it('takes nothing else for a code', () => {
    for (const text of ['calculus', '101', 'history of japan 2', '', 'MATH', '20C MATH'])
      expect(key(text)).toBeNull();
  });

  it('finds codes within words', () => {
    expect(codesIn('is math 20c like phys2a').map(codeKey)).toEqual(['math20c', 'phys2a']);
  });
});
