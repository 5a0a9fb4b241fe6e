import { readFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import type { default as Axe, RunOptions } from 'axe-core';
import { leaveOutAlike } from './leave-out-alike';

/** Half as long as what `import` would bring. */
const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

/** Both widths in both themes, so that as little as possible changes from one to the next. */
const looks = [
  { width: 390, theme: 'light' },
  { width: 390, theme: 'dark' },
  { width: 1280, theme: 'dark' },
  { width: 1280, theme: 'light' },
] as const;
const standards = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];
/** The rules that read colours. What the others read no theme changes: it consists of nothing but colours. */
const colourRules = ['color-contrast', 'link-in-text-block'];

/**
 * Fails unless axe finds nothing on the page as it stands, at both widths in both themes, and it is nowhere wider than
 * the screen. The page is dressed anew and not loaded anew: theme and width are a matter of style sheets alone. It is
 * not whole afterwards: axe is shown one of what is alike.
 */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  for (const width of [1280, 390] as const) {
    await dress(page, { width, theme: 'light' });
    await expectRoom(page, `${what} at ${width} px`);
  }
  await leaveOutAlike(page);
  let last = 0;
  for (const look of looks) {
    await dress(page, look);
    const found = await axeFinds(page, look.width === last ? 'colours' : 'all');
    expect(found, `${what} at ${look.width} px, ${look.theme}`).toEqual([]);
    last = look.width;
  }
}

/** No part of the page is wider than the screen, and no table than its place without saying so. */
async function expectRoom(page: Page, what: string): Promise<void> {
  // What is drawn to measure, as charts are, follows the screen a moment later.
  await expect.poll(() => overflowOf(page), `${what}: wider than the screen`).toBeLessThanOrEqual(0);
  await expect.poll(() => tablesCutOff(page), `${what}: hides columns`).toEqual([]);
}

/** Pixels. */
const overflowOf = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Tables that are wider than their place, and do not scroll there or do not say so. */
const tablesCutOff = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('table')].flatMap((table) => {
      const place = table.parentElement;
      if (!place || !table.checkVisibility() || table.scrollWidth <= place.clientWidth + 1) return [];
      const scrolls = ['auto', 'scroll'].includes(getComputedStyle(place).overflowX);
      const says =
        place.querySelector('.scroll-hint')?.checkVisibility({ visibilityProperty: true }) ?? false;
      return scrolls && says ? [] : [`${table.caption?.textContent ?? 'a table'}: ${place.className}`];
    }),
  );

/** At once instead of by a transition, amid which no colour is the one that is meant. */
async function dress(page: Page, { width, theme }: (typeof looks)[number]): Promise<void> {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
  await page.setViewportSize({ width, height: 900 });
}

/**
 * What axe finds, as text. It is brought into a page once and its findings alone come back: most of the time used to go
 * into carrying both. No rule of these standards reads what is in style sheets, so they are not read for it.
 */
export async function axeFinds(page: Page, rules: 'colours' | 'all'): Promise<string[]> {
  const options: RunOptions = {
    runOnly: rules === 'all' ? { type: 'tag', values: standards } : { type: 'rule', values: colourRules },
    reporter: 'no-passes',
    resultTypes: ['violations'],
    preload: { assets: ['media'] },
  };
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  return page.evaluate(async (asked) => {
    const inPage: typeof Axe = Reflect.get(window, 'axe');
    const { violations } = await inPage.run(document, asked);
    return violations.map(({ id, nodes }) => {
      const where = nodes.map(({ html }) => html).join(' | ');
      return `${id}: ${where.slice(0, 400)}`;
    });
  }, options);
}
