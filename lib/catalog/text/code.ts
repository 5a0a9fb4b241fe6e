import { fold } from './words';

/** A course code taken apart: `MATH 20C` is subject `math`, number `20`, suffix `c`. */
export type CourseCode = { subject: string; number: string; suffix: string };

const codePattern = /^([a-z]{1,8})[\s./_-]*0*(\d{1,5})[\s./_-]*([a-z]{0,3})$/;
const inText = /(?<![\p{L}\p{N}])([a-z]{2,8})[\s./_-]?0*(\d{1,5})([a-z]{0,2})(?![\p{L}\p{N}])/gu;

/** Takes a whole text for a code; null where it is not one. Case, spaces, dashes and leading zeros do not matter. */
export function readCode(text: string): CourseCode | null {
  const [, subject = '', number = '', suffix = ''] = codePattern.exec(fold(text).trim()) ?? [];
  return number ? { subject, number, suffix } : null;
}

/** What two spellings of one code have in common: `math20c`. */
export const codeKey = ({ subject, number, suffix }: CourseCode): string => `${subject}${number}${suffix}`;

/** Any code without case, accents and signs: `6.006` is `6006`, `E E 101` is `ee101`, `BIO_SCI-310/L` is `biosci310l`. */
export const squeezeCode = (text: string): string => fold(text).replace(/[^\p{L}\p{N}]/gu, '');

/** Every place in a text that looks like a code, `2d art` and `top 40` among them: whoever asks decides by what exists. */
export const codesIn = (text: string): (CourseCode & { start: number; end: number })[] =>
  [...fold(text).matchAll(inText)].map(
    ({ 0: found, 1: subject = '', 2: number = '', 3: suffix = '', index }) => ({
      subject,
      number,
      suffix,
      start: index,
      end: index + found.length,
    }),
  );
