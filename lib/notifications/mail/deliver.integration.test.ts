import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { asSystem } from '@/lib/access/transaction';
import type { EmailMode, NotificationKind } from '../kinds';
import { tell } from '../tell';
import { deliverEmails } from './deliver';
import { type Mailer, openMailer } from './mailer';
import { startSmtpServer, type TestSmtpServer } from './testing/smtp-server';
import { unsubscribe } from './unsubscribe';

const minute = 60_000;
const hour = 60 * minute;
/** A Wednesday in summer, a quarter past two in the afternoon in London. */
const wednesday = Date.parse('2026-07-15T13:15:00Z');

let db: TestDatabase;
let smtp: TestSmtpServer;
let mailer: Mailer;
let room: Classroom;
let now: number;

beforeAll(async () => {
  vi.stubEnv('AUTH_SECRET', 'a secret for these tests only');
  vi.stubEnv('APP_URL', 'https://learn.test');
  db = await testDatabase();
  smtp = await startSmtpServer();
  mailer = openMailer({ smtpUrl: smtp.url, from: 'Syllabase <no-reply@learn.test>' });
});
afterAll(async () => {
  mailer.close();
  await smtp.close();
  await db.close();
  vi.unstubAllEnvs();
});
beforeEach(async () => {
  now = wednesday;
  room = await createClassroom(db.owner, 3);
  await db.owner.query("UPDATE institutions SET time_zone = 'Europe/London' WHERE id = $1", [
    room.institutionId,
  ]);
});
afterEach(async () => {
  smtp.letters.length = 0;
  await db.owner.query("SELECT set_config('app.role', 'SYSTEM', false)");
  await db.owner.query('DELETE FROM notifications');
  await db.owner.query('DELETE FROM outgoing_emails');
});

const student = (n = 0) => room.studentIds[n] ?? '';
const addressOf = async (userId: string) =>
  (await db.owner.query<{ email: string }>('SELECT email FROM users WHERE id = $1', [userId])).rows[0]?.email;
const choose = (userId: string, kind: NotificationKind, email: EmailMode) =>
  db.owner.query(
    `INSERT INTO notification_preferences (user_id, kind, in_app, email) VALUES ($1, $2, true, $3)
     ON CONFLICT (user_id, kind) DO UPDATE SET email = excluded.email`,
    [userId, kind, email],
  );
let told = 0;
const tellStudent = (title: string, userId = student(), kind: NotificationKind = 'MESSAGE') =>
  asSystem(
    (tx) =>
      tell(
        tx,
        kind,
        [
          {
            userId,
            courseId: room.courseId,
            title,
            body: 'From Ada',
            href: '/dashboard',
            subjectKey: `${told++}`,
          },
        ],
        new Date(now),
      ),
    db.database,
  );
const deliver = (through: Mailer | null = mailer) =>
  deliverEmails({ database: db.database, mailer: through, now: () => new Date(now) });
async function deliverAll(): Promise<void> {
  while ((await deliver()) > 0);
}
const emails = async (where: string) =>
  (await db.owner.query(`SELECT * FROM outgoing_emails WHERE ${where}`)).rows;

describe('an e-mail', () => {
  it('goes out at once, once, with all that a mail program needs, and links back', async () => {
    await tellStudent('The exercise of week 3');
    await deliverAll();
    expect(smtp.letters).toHaveLength(1);
    const [letter] = smtp.letters;
    const [email] = await emails('sent_at IS NOT NULL');
    expect(letter?.to).toEqual([await addressOf(student())]);
    expect(letter?.headers.get('subject')).toBe('The exercise of week 3');
    expect(letter?.headers.get('from')).toBe('Syllabase <no-reply@learn.test>');
    expect(letter?.headers.get('message-id')).toBe(`<${email.id}@learn.test>`);
    expect(letter?.headers.get('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    expect(letter?.headers.get('list-unsubscribe')).toMatch(
      /^<https:\/\/learn\.test\/api\/v1\/unsubscribe\?token=[\w.-]+>$/,
    );
    expect(letter?.text).toContain('The exercise of week 3\nFrom Ada\nCourse ');
    expect(letter?.text).toContain('https://learn.test/dashboard');
    expect(letter?.text).toMatch(
      /Stop e-mails about messages from instructors: https:\/\/learn\.test\/unsubscribe\?token=/,
    );
    expect(letter?.raw).toContain('text/html');
  });

  it('cannot be given headers, recipients or markup by what somebody wrote', async () => {
    await tellStudent('Hello\r\nBcc: everybody@evil.test\r\n\r\n<script>alert(1)</script>');
    await deliverAll();
    const [letter] = smtp.letters;
    expect(letter?.to).toHaveLength(1);
    expect(letter?.headers.has('bcc')).toBe(false);
    expect(letter?.headers.get('subject')).toContain('Hello Bcc: everybody@evil.test');
    const html = letter?.raw.slice(letter.raw.indexOf('text/html')) ?? '';
    expect(html).toContain('&lt;script&gt;');
    expect(html).not.toContain('<script');
  });

  it.each(['a@b.test, c@d.test', 'a@b.test\r\nRCPT TO:<c@d.test>', '<a@b.test>', 'nobody'])(
    'is never written to what is not one address: %s',
    async (address) => {
      await db.owner.query('UPDATE users SET email = $2 WHERE id = $1', [student(), address.toLowerCase()]);
      await tellStudent('x');
      await deliverAll();
      expect(smtp.letters).toEqual([]);
      expect(await emails('failed_at IS NOT NULL')).toHaveLength(1);
    },
  );

  it('goes to nobody without an address, or whose account is disabled, or who wants none', async () => {
    await db.owner.query('UPDATE users SET email = NULL WHERE id = $1', [student(0)]);
    await db.owner.query('UPDATE users SET disabled_at = now() WHERE id = $1', [student(1)]);
    await choose(student(2), 'MESSAGE', 'NEVER');
    for (const n of [0, 1, 2]) await tellStudent('x', student(n));
    await deliverAll();
    expect(smtp.letters).toEqual([]);
    expect(await emails('true')).toEqual([]);
  });

  it('about a child goes to a guardian, and to nobody who is none any more', async () => {
    const tellGuardian = async (title: string) => {
      await tellStudent(title, student(), 'RECORD_OPENED');
      await db.owner.query("UPDATE notifications SET href = '/guardian' WHERE title = $1", [title]);
    };
    await db.owner.query(
      `INSERT INTO guardianships (guardian_id, student_id, institution_id, relationship, verification, verified_by)
       VALUES ($1, $2, $3, 'mother', 'passport', $4)`,
      [student(), student(1), room.institutionId, room.adminId],
    );
    await tellGuardian('Your child’s record was opened');
    await deliverAll();
    expect(smtp.letters).toHaveLength(1);
    await db.owner.query('UPDATE guardianships SET ended_at = now() WHERE guardian_id = $1', [student()]);
    now += 60_000;
    await tellGuardian('Your child’s record was opened again');
    await deliverAll();
    expect(smtp.letters).toHaveLength(1);
    expect(await emails('cancelled_at IS NOT NULL')).toHaveLength(1);
  });

  it('is not made where no mail server is set, nor later on when there is one', async () => {
    await tellStudent('x');
    expect(await deliver(null)).toBe(1);
    expect(await deliver(null)).toBe(0);
    await deliverAll();
    expect(smtp.letters).toEqual([]);
  });
});

describe('quiet hours', () => {
  it('delay and lose nothing: what came in the night comes together in the morning', async () => {
    now = Date.parse('2026-07-15T21:30:00Z');
    await tellStudent('first');
    await deliverAll();
    now += hour;
    await tellStudent('second');
    await deliverAll();
    now = Date.parse('2026-07-16T05:59:59Z');
    await deliverAll();
    expect(smtp.letters).toEqual([]);
    now += 1000;
    await deliverAll();
    expect(smtp.letters).toHaveLength(1);
    expect(smtp.letters[0]?.headers.get('subject')).toBe('2 notifications on Syllabase');
    expect(smtp.letters[0]?.text).toMatch(/first[\s\S]*second/);
  });

  it('hold back what a server put off into the night', async () => {
    now = Date.parse('2026-07-15T20:59:30Z');
    smtp.refuseNext(451);
    await tellStudent('x');
    await deliverAll();
    now += 2 * minute;
    await deliverAll();
    expect(smtp.letters).toEqual([]);
    const [email] = await emails('sent_at IS NULL');
    expect(email.next_attempt_at.toISOString()).toBe('2026-07-16T06:00:00.000Z');
  });
});

describe('digests', () => {
  it('hold exactly what came since the last one, on the day and at the hour', async () => {
    await choose(student(), 'MESSAGE', 'DAILY');
    await choose(student(), 'COURSE_COMPLETED', 'WEEKLY');
    await tellStudent('on Wednesday');
    now += minute;
    await tellStudent('in the afternoon');
    await tellStudent('a course', student(), 'COURSE_COMPLETED');
    await tellStudent('somebody else’s', student(1));
    await deliverAll();
    expect(smtp.letters.map(({ headers }) => headers.get('subject')).join()).toContain('somebody');
    smtp.letters.length = 0;

    now = Date.parse('2026-07-16T07:00:00Z');
    await tellStudent('at eight on Thursday');
    await deliverAll();
    expect(smtp.letters.map(({ headers }) => headers.get('subject'))).toEqual([
      'Your day on Syllabase: 2 notifications',
    ]);
    expect(smtp.letters[0]?.text.match(/^(on|in|at|a) .*$/gm)).toEqual(['on Wednesday', 'in the afternoon']);

    now = Date.parse('2026-07-20T07:00:00Z');
    await deliverAll();
    expect(
      smtp.letters
        .slice(1)
        .map(({ headers }) => headers.get('subject'))
        .toSorted(),
    ).toEqual(['Your day on Syllabase: 1 notification', 'Your week on Syllabase: 1 notification']);
    await deliverAll();
    expect(smtp.letters).toHaveLength(3);
  });
});

describe('a mail server', () => {
  it('that says later is asked again after a while, at longer intervals', async () => {
    smtp.refuseNext(450, 451);
    await tellStudent('x');
    await deliverAll();
    expect(smtp.letters).toEqual([]);
    now += minute - 1;
    await deliverAll();
    expect(await emails('attempts = 1')).toHaveLength(1);
    now += 1;
    await deliverAll();
    const [email] = await emails('attempts = 2');
    expect(email.last_error).toContain('451');
    expect(email.next_attempt_at.getTime() - now).toBe(2 * minute);
    now += 2 * minute;
    await deliverAll();
    expect(smtp.letters).toHaveLength(1);
  });

  it('that says later for two days is not asked any more', async () => {
    await tellStudent('x');
    smtp.refuseNext(450);
    await deliver();
    await db.owner.query('UPDATE outgoing_emails SET attempts = 14');
    smtp.refuseNext(450);
    now += hour;
    await deliverAll();
    expect(await emails("failed_at IS NOT NULL AND last_error LIKE '%450%'")).toHaveLength(1);
  });

  it('that says never is believed', async () => {
    smtp.refuseNext(550);
    await tellStudent('x');
    await tellStudent('y', student(1));
    await deliverAll();
    expect(smtp.letters).toHaveLength(1);
    now += 24 * hour;
    await deliverAll();
    expect(smtp.letters).toHaveLength(1);
    const [email] = await emails('failed_at IS NOT NULL');
    expect(email.last_error).toContain('550');
  });

  it('that is away delays everything by a little, the one tried by more, and counts against nobody', async () => {
    const nowhere = openMailer({ smtpUrl: 'smtp://127.0.0.1:1', from: 'a@b.test' });
    for (const n of [0, 1, 2]) await tellStudent('x', student(n));
    expect(await deliver(nowhere)).toBe(3);
    expect(await emails('attempts = 0')).toHaveLength(3);
    expect(await emails('last_error IS NOT NULL')).toHaveLength(1);
    nowhere.close();
    now += minute;
    await deliverAll();
    expect(smtp.letters).toHaveLength(2);
    now += 4 * minute;
    await deliverAll();
    expect(smtp.letters).toHaveLength(3);
  });

  it('that was away for long may still say later', async () => {
    const nowhere = openMailer({ smtpUrl: 'smtp://127.0.0.1:1', from: 'a@b.test' });
    await tellStudent('x');
    for (let outage = 0; outage < 20; outage++) {
      await deliver(nowhere);
      now += 5 * minute;
    }
    nowhere.close();
    smtp.refuseNext(451);
    await deliverAll();
    expect(await emails('attempts = 1 AND failed_at IS NULL')).toHaveLength(1);
    now += minute;
    await deliverAll();
    expect(smtp.letters).toHaveLength(1);
  });

  it.each([550, 553, 450])('that will not have us as the sender (%d) refuses no letter', async (code) => {
    for (const n of [0, 1]) await tellStudent('x', student(n));
    smtp.refuseSenderNext(code, code);
    await deliver();
    now += 30_000;
    await deliver();
    expect(smtp.letters).toEqual([]);
    expect(await emails('attempts = 0 AND failed_at IS NULL')).toHaveLength(2);
    now += 5 * minute;
    await deliverAll();
    expect(smtp.letters).toHaveLength(2);
  });

  it('that finds a letter too large when told of it refuses that letter', async () => {
    await tellStudent('x');
    smtp.refuseSenderNext(552);
    await deliverAll();
    expect(await emails("failed_at IS NOT NULL AND last_error LIKE '%552%'")).toHaveLength(1);
  });

  it('gets an e-mail again under the same Message-ID when the worker was killed before it was marked', async () => {
    await tellStudent('x');
    const killed: Mailer = {
      ...mailer,
      send: async (letter) => {
        await mailer.send(letter);
        throw new Error('killed');
      },
    };
    await expect(deliver(killed)).rejects.toThrow('killed');
    await deliverAll();
    expect(smtp.letters).toHaveLength(1);
    now += 10 * minute;
    await deliverAll();
    await deliverAll();
    expect(smtp.letters).toHaveLength(2);
    const [one, two] = smtp.letters.map(({ headers }) => headers.get('message-id'));
    expect(two).toBe(one);
  });

  it('is asked once by two workers at the same time', async () => {
    for (let n = 0; n < 12; n++) await tellStudent(`message ${n}`, student(n % 3));
    await deliverEmails({ database: db.database, mailer: null, now: () => new Date(now) });
    await db.owner.query('UPDATE notifications SET email_settled = false');
    await Promise.all(Array.from({ length: 6 }, async () => ((await deliver()) > 0 ? deliver() : 0)));
    now += minute;
    await deliverAll();
    const all = smtp.letters.map(({ text }) => text).join();
    for (let n = 0; n < 12; n++) expect(all.split(`message ${n}\n`).length, `message ${n}`).toBe(2);
  });
});

describe('unsubscribing', () => {
  const tokenIn = (text = '') => /\/unsubscribe\?token=([\w.-]+)/.exec(text)?.[1] ?? null;

  it('by the link of an e-mail stops that kind, also what waits already, and nothing else', async () => {
    await choose(student(), 'COURSE_COMPLETED', 'NOW');
    await tellStudent('x');
    await deliverAll();
    const token = tokenIn(smtp.letters[0]?.text);
    smtp.refuseNext(451);
    now += minute;
    await tellStudent('waits');
    await deliverAll();
    expect(await unsubscribe(token)).toBe('MESSAGE');
    expect(await unsubscribe(token)).toBe('MESSAGE');
    now += hour;
    await tellStudent('not wanted');
    await tellStudent('a course', student(), 'COURSE_COMPLETED');
    await deliverAll();
    expect(smtp.letters.map(({ headers }) => headers.get('subject'))).toEqual(['x', 'a course']);
    expect(await emails('cancelled_at IS NOT NULL')).toHaveLength(1);
    const { rows } = await db.owner.query(
      "SELECT details FROM audit_log WHERE action = 'notifications.unsubscribe' AND object_id = $1",
      [student()],
    );
    expect(rows).toEqual([{ details: { stopped: 'MESSAGE' } }]);
  });

  it('from a digest stops all that comes in it', async () => {
    await choose(student(), 'MESSAGE', 'DAILY');
    await choose(student(), 'COURSE_COMPLETED', 'WEEKLY');
    await tellStudent('x');
    await deliverAll();
    now = Date.parse('2026-07-16T07:00:00Z');
    await deliverAll();
    expect(await unsubscribe(tokenIn(smtp.letters[0]?.text))).toBe('DAILY');
    const { rows } = await db.owner.query(
      'SELECT kind, email FROM notification_preferences WHERE user_id = $1 ORDER BY kind',
      [student()],
    );
    expect(rows).toEqual([
      { kind: 'COURSE_COMPLETED', email: 'WEEKLY' },
      { kind: 'MESSAGE', email: 'NEVER' },
    ]);
  });

  it('takes no token that was changed, cut or made by somebody else', async () => {
    await tellStudent('x');
    await deliverAll();
    const token = tokenIn(smtp.letters[0]?.text) ?? '';
    const [payload = '', signature = ''] = token.split('.');
    const other = Buffer.from(JSON.stringify([student(1), 'MESSAGE'])).toString('base64url');
    for (const forged of [
      null,
      '',
      'x',
      payload,
      `${payload}.`,
      `${other}.${signature}`,
      `${token}.x`,
      `${token}A`,
    ]) {
      await expect(unsubscribe(forged), String(forged)).rejects.toMatchObject({ kind: 'invalid' });
    }
    expect(
      (
        await db.owner.query('SELECT 1 FROM notification_preferences WHERE user_id = ANY ($1)', [
          room.studentIds,
        ])
      ).rows,
    ).toEqual([]);
  });
});
