import { chromium, type FullConfig } from '@playwright/test';
import { type Person, password, people, sessionFile } from './people';

/** Signs each demo account in once, through the form, and keeps the sessions for the specs. */
export default async function signInEverybody(config: FullConfig): Promise<void> {
  const { baseURL, launchOptions } = config.projects[0]?.use ?? {};
  const browser = await chromium.launch(launchOptions);
  for (const person of Object.keys(people) as Person[]) {
    const page = await browser.newPage({ baseURL });
    await page.goto('/sign-in');
    await page.getByLabel('E-mail').fill(people[person]);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
    await page.context().storageState({ path: sessionFile(person) });
    await page.close();
  }
  await browser.close();
}
