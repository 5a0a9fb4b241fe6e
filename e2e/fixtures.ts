import {
  type APIRequestContext,
  type Browser,
  type BrowserContext,
  test as base,
  expect,
  type Page,
} from '@playwright/test';
import { type Person, sessionFile } from './people';

type Look = { width?: number; dark?: boolean; javaScript?: boolean };

export type Fixtures = {
  /**
   * A page, signed in as `person`, that fails the test on any console error, page error or policy violation,
   * but for messages with one of `expectedFaults` in them (the browser reports every 404 of a page itself).
   */
  as: (person: Person | null, options?: Look, expectedFaults?: string[]) => Promise<Page>;
  /**
   * The same in a browser that read other pages as that person before, with their scripts at hand. Only for tests that look
   * and change nothing.
   */
  reader: (person: Person | null, expectedFaults?: string[]) => Promise<Page>;
  /** Plain HTTP with a person's cookies. */
  http: (person: Person | null) => Promise<APIRequestContext>;
};

type Watched = { page: Page; faults: string[] };

async function watch(context: BrowserContext, expectedFaults: string[]): Promise<Watched> {
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => {
    const expected = expectedFaults.some((part) => message.text().includes(part));
    if (message.type() === 'error' && !expected) faults.push(`${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`));
  return { page, faults };
}

const expectNoFaults = (faults: string[]) => expect(faults, 'errors in the console').toEqual([]);

const open = (browser: Browser, baseURL: string | undefined, person: Person | null, look: Look = {}) => {
  const { width = 1280, dark = false, javaScript = true } = look;
  return browser.newContext({
    baseURL,
    storageState: person ? sessionFile(person) : undefined,
    viewport: { width, height: 900 },
    colorScheme: dark ? 'dark' : 'light',
    javaScriptEnabled: javaScript,
  });
};

export const test = base.extend<Fixtures, { readers: Map<Person | null, BrowserContext> }>({
  as: async ({ browser, baseURL }, use) => {
    const pages: Watched[] = [];
    await use(async (person, look, expectedFaults = []) => {
      const watched = await watch(await open(browser, baseURL, person, look), expectedFaults);
      pages.push(watched);
      return watched.page;
    });
    for (const { page, faults } of pages) {
      expectNoFaults(faults);
      await page.context().close();
    }
  },
  readers: [
    async ({ browser: _kept }, use) => {
      const contexts = new Map<Person | null, BrowserContext>();
      await use(contexts);
      for (const context of contexts.values()) await context.close();
    },
    { scope: 'worker' },
  ],
  reader: async ({ browser, baseURL, readers }, use) => {
    const pages: Watched[] = [];
    await use(async (person, expectedFaults = []) => {
      const context = readers.get(person) ?? (await open(browser, baseURL, person));
      readers.set(person, context);
      const watched = await watch(context, expectedFaults);
      pages.push(watched);
      return watched.page;
    });
    for (const { page, faults } of pages) {
      expectNoFaults(faults);
      await page.close();
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
