import { type APIRequestContext, test as base, expect, type Page } from '@playwright/test';
import { type Person, sessionFile } from './people';

type Look = { width?: number; dark?: boolean; javaScript?: boolean };

export type Fixtures = {
  /**
   * A page, signed in as `person`, that fails the test on any console error, page error or policy violation,
   * but for messages with one of `expectedFaults` in them (the browser reports every 404 of a page itself).
   */
  as: (person: Person | null, options?: Look, expectedFaults?: string[]) => Promise<Page>;
  /** Plain HTTP with a person's cookies. */
  http: (person: Person | null) => Promise<APIRequestContext>;
};

export const test = base.extend<Fixtures>({
  as: async ({ browser, baseURL }, use) => {
    const pages: { page: Page; faults: string[] }[] = [];
    await use(async (person, { width = 1280, dark = false, javaScript = true } = {}, expectedFaults = []) => {
      const context = await browser.newContext({
        baseURL,
        storageState: person ? sessionFile(person) : undefined,
        viewport: { width, height: 900 },
        colorScheme: dark ? 'dark' : 'light',
        javaScriptEnabled: javaScript,
      });
      const page = await context.newPage();
      const faults: string[] = [];
      page.on('console', (message) => {
        const expected = expectedFaults.some((part) => message.text().includes(part));
        if (message.type() === 'error' && !expected) faults.push(`${page.url()}: ${message.text()}`);
      });
      page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`));
      pages.push({ page, faults });
      return page;
    });
    for (const { page, faults } of pages) {
      expect(faults, 'errors in the console').toEqual([]);
      await page.context().close();
    }
  },
  http: async ({ playwright, baseURL }, use) => {
    const contexts: APIRequestContext[] = [];
    await use(async (person) => {
      const context = await playwright.request.newContext({
        baseURL,
        storageState: person ? sessionFile(person) : undefined,
        extraHTTPHeaders: { origin: baseURL ?? '' },
      });
      contexts.push(context);
      return context;
    });
    for (const context of contexts) await context.dispose();
  },
});

export { expect };
