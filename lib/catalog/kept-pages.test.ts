import { describe, expect, it } from 'vitest';
import { keptPageKey } from './kept-pages';

const id = '9c60abb5-2923-480c-a267-2e434ce74557';

describe('keptPageKey', () => {
  it('knows exactly the three pages', () => {
    expect(keptPageKey('/')).toBe('/index');
    expect(keptPageKey('/courses')).toBe('/catalog');
    expect(keptPageKey(`/courses/${id}`)).toBe(`/courses/${id}`);
  });

  it.each([
    '',
    '//',
    '/index',
    '/catalog',
    '/catalog/find',
    '/courses/',
    '/courses?q=a',
    '//courses',
    '/courses#x',
    '/courses\n',
    '/%63ourses',
    '/method',
    `/courses/${id}/`,
    `/courses/${id}?x`,
    `/courses/${id}/preview`,
    `/courses/${id.toUpperCase()}`,
    `/courses/${id}\n`,
    `http://learn.test/courses/${id}`,
    `/admin/../courses/${id}`,
  ])('leaves %j alone', (target) => {
    expect(keptPageKey(target)).toBeNull();
  });
});
