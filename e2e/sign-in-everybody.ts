import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { FullConfig } from '@playwright/test';
import { type Person, password, people, sessionFile } from './people';
import { signIn } from './sign-in';

/** Signs each demo account in once and keeps the sessions for the specs; the form itself is theirs to try. */
export default async function signInEverybody(config: FullConfig): Promise<void> {
  const { baseURL = '' } = config.projects[0]?.use ?? {};
  await Promise.all((Object.keys(people) as Person[]).map((person) => keepSession(baseURL, person)));
}

/** As Playwright keeps what a browser knows: the cookie of the session and nothing else. */
async function keepSession(origin: string, person: Person): Promise<void> {
  const [name, value] = (await signIn(origin, people[person], password)).split(/=(.*)/s);
  const cookie = {
    name,
    value,
    domain: new URL(origin).hostname,
    path: '/',
    expires: -1,
    httpOnly: true,
    secure: false,
    sameSite: 'Lax',
  };
  const file = sessionFile(person);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify({ cookies: [cookie], origins: [] }));
}
