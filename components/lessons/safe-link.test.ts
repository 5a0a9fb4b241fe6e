import { describe, expect, it } from 'vitest';
import { safeHref } from './safe-link';

describe('links in lessons', () => {
  it.each([
    'https://example.org/a?b=c#d',
    'http://example.org',
    'HTTPS://example.org',
    'mailto:a@example.org',
  ])('keeps %s', (href) => expect(safeHref(href)).toBe(href));

  it.each([
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,hello',
    '//example.org',
    '/admin',
    'chapter-2.html',
    'https://',
    'vbscript:x',
    '',
    undefined,
  ])('drops %j', (href) => expect(safeHref(href)).toBeUndefined());
});
