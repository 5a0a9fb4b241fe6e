import {
  type APIRequestContext,
  type Browser,
  type BrowserContext,
  test as base,
  expect,
  type Page,
} from '@playwright/test';
import { type Person, sessionFile } from './people';

const desk = { width: 1280, height: 900 };

type Look = { width?: number; dark?: boolean; javaScript?: boolean };

export type Fixtures = {
  /**
   * A page, signed in as `person`, that fails the test on any console error, page error or policy violation,
   * but for messages with one of `expectedFaults` in them (the browser reports every 404 of a page itself).
   */
  as: (person: Person | null, options?: Look, expectedFaults?: string[]) => Promise<Page>;
  /**
   * The same, but the page on which this worker's earlier tests read as that person, with the scripts of the site at hand:
   * to open a page and to load them takes longer than most of what is looked at. One a test, and only for tests that
   * look and change nothing.
   */
  reader: (person: Person | null, expectedFaults?: string[]) => Promise<Page>;
  /** Plain HTTP with a person's cookies. */
  http: (person: Person | null) => Promise<APIRequestContext>;
};

type Watched = { page: Page; faults: string[]; expectedFaults: string[] };

async function watch(context: BrowserContext, expectedFaults: string[]): Promise<Watched> {
  const watched: Watched = { page: await context.newPage(), faults: [], expectedFaults };
  const { page } = watched;
  page.on('console', (message) => {
    const expected = watched.expectedFaults.some((part) => message.text().includes(part));
    if (message.type() === 'error' && !expected) watched.faults.push(`${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => watched.faults.push(`${page.url()}: ${error.message}`));
  return watched;
}

const expectNoFaults = ({ faults }: Watched) => expect(faults, 'errors in the console').toEqual([]);

/** As a page is when it is opened, whatever was on it and it was made to look like. */
async function beginAnew(watched: Watched, expectedFaults: string[]): Promise<void> {
  Object.assign(watched, { faults: [], expectedFaults });
  await watched.page.emulateMedia({ media: null, colorScheme: 'light', reducedMotion: null });
  await watched.page.setViewportSize(desk);
}

/** A page that nobody looks at asks for nothing meanwhile. */
async function rest({ page }: Watched): Promise<void> {
  if (page.url() !== 'about:blank') await page.goto('about:blank');
}

const open = (browser: Browser, baseURL: string | undefined, person: Person | null, look: Look = {}) => {
  const { width = desk.width, dark = false, javaScript = true } = look;
  return browser.newContext({
    baseURL,
    storageState: person ? sessionFile(person) : undefined,
    viewport: { ...desk, width },
    colorScheme: dark ? 'dark' : 'light',
    javaScriptEnabled: javaScript,
  });
};

export const test = base.extend<Fixtures, { readings: Map<Person | null, Watched> }>({
  as: async ({ browser, baseURL }, use) => {
    const pages: Watched[] = [];
    await use(async (person, look, expectedFaults = []) => {
      const watched = await watch(await open(browser, baseURL, person, look), expectedFaults);
      pages.push(watched);
      return watched.page;
    });
    for (const watched of pages) {
      expectNoFaults(watched);
      await watched.page.context().close();
    }
  },
  readings: [
    async ({ browser: _kept }, use) => {
      const readings = new Map<Person | null, Watched>();
      await use(readings);
      for (const { page } of readings.values()) await page.context().close();
    },
    { scope: 'worker' },
  ],
  reader: async ({ browser, baseURL, readings }, use) => {
    const read: Watched[] = [];
    await use(async (person, expectedFaults = []) => {
      const kept = readings.get(person);
      const watched = kept ?? (await watch(await open(browser, baseURL, person), expectedFaults));
      readings.set(person, watched);
      if (kept) await beginAnew(kept, expectedFaults);
      for (const other of readings.values()) if (other !== watched) await rest(other);
      read.push(watched);
      return watched.page;
    });
    for (const watched of read) expectNoFaults(watched);
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
