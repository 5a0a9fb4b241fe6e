import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { asSystem } from '@/lib/access/transaction';
import { appendAudit } from '@/lib/audit/append';
import { readAuditPage } from '@/lib/audit/query';
import { loadPage } from '@/lib/catalog/listing';
import { search } from '@/lib/catalog/search/search';
import { importRoster } from './roster/import-roster';
import { folderOf, rosterFiles } from './testing/files';

const file = '../shared/data/hostile-text/blns.json';
const present = existsSync(file);
if (!present) console.warn(`Skipped: the hostile strings are not here (${file}).`);

let db: TestDatabase;
let naughty: string[];

beforeAll(async () => {
  if (!present) return;
  db = await testDatabase();
  const strings: string[] = JSON.parse(readFileSync(file, 'utf8'));
  naughty = [...new Set(strings)].filter((text) => !/[\uD800-\uDFFF]/u.test(text));
});
afterAll(() => db?.close());

const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;

describe.skipIf(!present)('hostile strings', () => {
  it('are names and titles like any other: kept letter by letter, or refused with a reason', async () => {
    const [userHead] = rosterFiles['users.csv'].split('\n');
    const [classHead] = rosterFiles['classes.csv'].split('\n');
    const columns = (head: string | undefined) => (head ?? '').split(',');
    const line = (head: string | undefined, values: Record<string, string>) =>
      columns(head)
        .map((column) => cell(values[column] ?? ''))
        .join(',');
    const people = naughty.map((text, n) =>
      line(userHead, {
        sourcedId: `h${n}`,
        status: 'active',
        enabledUser: 'true',
        username: `h${n}`,
        givenName: text,
        familyName: 'X',
        role: 'student',
        primaryOrgSourcedId: 'north',
      }),
    );
    const [, firstClass] = rosterFiles['classes.csv'].split('\n');
    const cells = (firstClass ?? '').split(',');
    const classes = naughty.map((text, n) => {
      const values = Object.fromEntries(columns(classHead).map((column, i) => [column, cells[i] ?? '']));
      return line(classHead, { ...values, sourcedId: `k${n}`, title: text, classCode: `K${n}` });
    });
    const report = await importRoster(
      { database: db.database, dataDir: folderOf({}) },
      folderOf({
        ...rosterFiles,
        'users.csv': `${rosterFiles['users.csv']}${people.join('\n')}\n`,
        'classes.csv': `${rosterFiles['classes.csv']}${classes.join('\n')}\n`,
      }),
    );
    const kept = await db.owner.query("SELECT sourced_id, given_name FROM users WHERE sourced_id LIKE 'h%'");
    const refused = await db.owner.query(
      "SELECT count(*)::int AS n FROM import_rejections WHERE file LIKE 'users%'",
    );
    expect(kept.rowCount + refused.rows[0].n).toBe(naughty.length);
    for (const { sourced_id, given_name } of kept.rows) {
      expect(given_name ?? '').toBe(naughty[Number(sourced_id.slice(1))]?.trim());
    }
    expect(kept.rowCount).toBeGreaterThan(naughty.length * 0.9);
    expect(report.rejectedBecause.every(({ reason }) => reason.length > 5)).toBe(true);
  });

  it('are search text and justification like any other', async () => {
    for (const text of naughty) {
      if (text.includes('\0')) continue;
      await search(text.slice(0, 200), 3);
      await loadPage({ q: text.slice(0, 200), limit: 3 });
    }
    const institution = (await db.owner.query('SELECT id FROM institutions LIMIT 1')).rows[0].id;
    const justified = naughty.filter((text) => !text.includes('\0'));
    await asSystem(async (tx) => {
      for (const justification of justified) {
        await appendAudit(tx, null, {
          action: 'test.justify',
          objectType: 'test',
          institutionId: institution,
          justification,
        });
      }
    });
    const seen: (string | null)[] = [];
    let cursor: string | undefined;
    do {
      const page = await asSystem((tx) =>
        readAuditPage(tx, institution, { action: 'test.justify', limit: 200, cursor }),
      );
      seen.push(...page.entries.map((entry) => entry.justification));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen.sort()).toEqual([...justified].sort());
  });
});
