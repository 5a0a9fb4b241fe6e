import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { operate } from '../operator';
import { type Person, sessionFile } from '../people';
import { signIn } from '../sign-in';
import type { Visitor } from './visitor';

/** Looks like a session, and is sealed by nobody. */
export const forgedSession = 'authjs.session-token=eyJhbGciOiJub25lIn0.e30.';

/**
 * The cookies that each visitor comes with. The demo accounts have signed in already; the others are made for this
 * run: staff of another institution, and an administrator of the demo's own who became a student and then nothing,
 * each time while signed in.
 */
export async function gatherVisitors(origin: string): Promise<Record<Visitor, string>> {
  const [elsewhereInstructor, elsewhereAdmin] = [
    await newcomer(origin, 'instructor', 'harbour'),
    await newcomer(origin, 'admin', 'harbour'),
  ];
  const former = await newcomer(origin, 'admin', 'northfield');
  await operate(['user', 'role', former.email, 'student']);
  const asStudent = await signIn(origin, former.email, former.password);
  await operate(['user', 'disable', former.email]);
  return {
    nobody: '',
    forged: forgedSession,
    demoted: former.cookie,
    dismissed: asStudent,
    student: await keptSession('student'),
    instructor: await keptSession('instructor'),
    admin: await keptSession('admin'),
    guardian: await keptSession('guardian'),
    elsewhereInstructor: elsewhereInstructor.cookie,
    elsewhereAdmin: elsewhereAdmin.cookie,
  };
}

/** Makes an account and signs in with it. */
async function newcomer(origin: string, role: 'instructor' | 'admin', institution: string) {
  const password = randomUUID();
  const email = `${role}-${password.slice(0, 8)}@${institution}.test`;
  const about = ['--name', `Stranger ${role}`, '--role', role, '--institution', institution];
  await operate(['user', 'create', email, ...about, '--password-stdin'], password);
  return { email, password, cookie: await signIn(origin, email, password) };
}

/** The cookie of somebody who has signed in already. */
export async function keptSession(person: Person): Promise<string> {
  const { cookies } = JSON.parse(await readFile(sessionFile(person), 'utf8'));
  return cookies.map(({ name, value }: { name: string; value: string }) => `${name}=${value}`).join('; ');
}
