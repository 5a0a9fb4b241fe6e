import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Identity } from '@/db/client';
import { statement } from '@/db/statement';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { asSystem } from '@/lib/access/transaction';
import { mintViewer, type Role } from '@/lib/access/viewer';
import { unknownGain } from '../candidates/candidate';
import { createIndex } from '../change';
import { insertProposal } from '../ledger/proposals';
import { recordEvent } from '../ledger/record-event';
import { getOptimizer } from '../overview';
import { addFeed, switchFeed } from './feed-mutations';
import { linkResearch, unlinkResearch } from './link-mutations';
import { addNote } from './note-mutations';
import { getResearch } from './overview';
import { readDueFeeds, readFeeds } from './read-feeds';
import { allowAll, FeedServer, getLocal, item, rss } from './testing/feed-server';

let db: TestDatabase;
let north: Classroom;
let south: Classroom;
let proposal: number;
const server = new FeedServer();
const local = { get: getLocal, allow: allowAll };
const change = createIndex({
  schema: 'public',
  table: 'messages',
  columns: [{ column: 'subject', order: 'asc' }],
  include: [],
  where: null,
});

beforeAll(async () => {
  await server.start();
  db = await testDatabase();
  [north, south] = [await createClassroom(db.owner, 1), await createClassroom(db.owner, 1)];
  proposal = await asSystem(async (tx) => {
    const price = { bytes: 1, heartbeatColumns: [], everyEvent: false };
    const candidate = { change, why: 'x', statements: [], expected: unknownGain, price, refusal: null };
    const id = await insertProposal(tx, 'key', candidate);
    await recordEvent(tx, { id, change }, 'PROPOSED', { by: 'test' });
    return id;
  });
});
afterAll(async () => {
  await server.stop();
  await db.close();
});
beforeEach(() =>
  db.owner.query('TRUNCATE research_links, research_entries, research_notes, research_feeds CASCADE'),
);

const person = (room: Classroom, role: Role, userId: string) =>
  mintViewer({ userId, role, institutionId: room.institutionId, displayName: `${role} x`, email: null });
const admin = (room = north) => person(room, 'ADMIN', room.adminId);
const others = () => [
  person(north, 'INSTRUCTOR', north.instructorId),
  person(north, 'STUDENT', north.studentIds[0] ?? ''),
];
const actions = async () =>
  (
    await db.owner.query<{ action: string }>(
      "SELECT action FROM audit_log WHERE action LIKE 'research.%' ORDER BY occurred_at",
    )
  ).rows.map(({ action }) => action);

/** A feed of the test's server, turned on. */
async function feedAt(url: string, enabled = true): Promise<string> {
  const { rows } = await db.owner.query<{ id: string }>(
    'INSERT INTO research_feeds (url, title, enabled) VALUES ($1, $1, $2) RETURNING id',
    [url, enabled],
  );
  return rows[0]?.id ?? '';
}
const read = () => readFeeds(db.database, { all: true, ...local });
const titles = async () => (await getResearch(admin())).entries.map(({ title }) => title);

describe('feeds', () => {
  it('are off until an administrator turns one on, in the own name, and both stand in the trail', async () => {
    await addFeed(admin(), { url: 'https://example.org/feed', title: 'A feed' });
    const [feed] = (await getResearch(admin())).feeds;
    expect(feed).toMatchObject({ enabled: false, changedByName: expect.stringContaining('admin of') });
    expect(await read()).toEqual([]);
    await switchFeed(admin(south), { feedId: feed?.id, enabled: 'true' });
    expect((await getResearch(admin())).feeds).toMatchObject([{ enabled: true, changedByName: null }]);
    await switchFeed(admin(), { feedId: feed?.id, enabled: 'true' });
    await switchFeed(admin(), { feedId: feed?.id, enabled: 'false' });
    expect(await actions()).toEqual(['research.feed-add', 'research.feed-on', 'research.feed-off']);
  });

  it('are refused twice, at a private address, or by anybody else', async () => {
    const wanted = { url: 'https://example.org/feed', title: 'A feed' };
    await addFeed(admin(), wanted);
    await expect(addFeed(admin(), { ...wanted, url: 'https://EXAMPLE.org/feed' })).rejects.toMatchObject({
      kind: 'conflict',
    });
    for (const url of ['http://example.org/', 'https://10.0.0.1/', 'https://localhost:5432/'])
      await expect(addFeed(admin(), { ...wanted, url })).rejects.toMatchObject({ kind: 'invalid' });
    const feedId = crypto.randomUUID();
    await expect(switchFeed(admin(), { feedId, enabled: 'true' })).rejects.toMatchObject({
      kind: 'not-found',
    });
    for (const other of others()) {
      await expect(addFeed(other, wanted)).rejects.toMatchObject({ kind: 'not-found' });
      await expect(switchFeed(other, { feedId, enabled: 'true' })).rejects.toMatchObject({
        kind: 'not-found',
      });
      await expect(getResearch(other)).rejects.toMatchObject({ kind: 'not-found' });
    }
    await expect(addFeed(null, wanted)).rejects.toMatchObject({ kind: 'unauthenticated' });
  });
});

describe('reading', () => {
  it('keeps what is new, once, the newest last', async () => {
    const address = server.feed('/news', rss(item('Second') + item('First')), { etag: '"one"' });
    await feedAt(address);
    expect(await read()).toMatchObject([{ fresh: 2, fault: null }]);
    expect(await titles()).toEqual(['Second', 'First']);
    expect(await read()).toMatchObject([{ fresh: 0, fault: null }]);
    server.feed('/news', rss(item('Third') + item('Second')));
    expect(await read()).toMatchObject([{ fresh: 1 }]);
    expect(await titles()).toEqual(['Third', 'Second', 'First']);
  });

  it('asks with the version that it knows, and keeps what it has of one that is the same', async () => {
    const address = server.answer('/same', (response, { headers }) => {
      if (headers['if-none-match'] === '"one"') response.writeHead(304).end();
      else response.writeHead(200, { etag: '"one"' }).end(rss(item('One')));
    });
    await feedAt(address);
    await read();
    await read();
    await read();
    expect(
      server.asked.filter(({ path }) => path === '/same').map(({ headers }) => headers['if-none-match']),
    ).toEqual([undefined, '"one"', '"one"']);
    expect(await titles()).toEqual(['One']);
  });

  it('says why one failed, and goes on with the others', async () => {
    await feedAt('http://127.0.0.1:1/a');
    await feedAt(server.feed('/page', '<html></html>'));
    await feedAt(server.feed('/right', rss(item('One'))));
    const outcomes = await read();
    expect(outcomes.map(({ fault }) => fault)).toEqual([
      expect.stringContaining('no connection'),
      expect.stringContaining('no feed'),
      null,
    ]);
    const { feeds } = await getResearch(admin());
    expect(feeds.map(({ fault, answeredAt }) => [fault === null, answeredAt !== null])).toEqual([
      [false, false],
      [false, false],
      [true, true],
    ]);
  });

  it('on this machine needs leave that only a test gives', async () => {
    await feedAt(server.feed('/inside', rss(item('One'))));
    expect(await readFeeds(db.database, { all: true })).toMatchObject([
      { fresh: 0, fault: expect.any(String) },
    ]);
    expect(server.asked.some(({ path }) => path === '/inside')).toBe(false);
  });

  it('comes once a day by the schedule', async () => {
    await feedAt('http://127.0.0.1:1/b');
    const never = new AbortController().signal;
    expect(await readDueFeeds(db.database, never)).toEqual({ read: 1, fresh: 0, failed: 1 });
    expect(await readDueFeeds(db.database, never)).toEqual({ read: 0, fresh: 0, failed: 0 });
    await db.owner.query("UPDATE research_feeds SET tried_at = now() - interval '21 hours'");
    expect(await readDueFeeds(db.database, never)).toMatchObject({ read: 1 });
  });

  it('forgets what is old, unless a proposal rests on it', async () => {
    await feedAt(server.feed('/old', rss(item('Kept') + item('Old'))));
    await read();
    const [kept] = (await getResearch(admin())).entries;
    await linkResearch(admin(), { proposalId: proposal, rest: `entry ${kept?.id}` });
    await db.owner.query("UPDATE research_entries SET seen_at = now() - interval '3 years'");
    server.feed('/old', rss(item('New')));
    await read();
    expect(await titles()).toEqual(['New', 'Kept']);
  });
});

const note = {
  source: 'A paper about indexes',
  foundOn: '2026-03-02',
  finding: 'Partial indexes are smaller.',
  applicability: 'To notifications that are not read yet.',
};

describe('what a proposal rests on', () => {
  it('is shown with it, to administrators of every institution, and unlinked again', async () => {
    await addNote(admin(), note);
    await feedAt(server.feed('/linked', rss(item('An entry', '<link>https://example.org/1</link>'))));
    await read();
    const log = await getResearch(admin());
    expect(log.hypotheses).toEqual([{ id: proposal, title: 'Index on messages (subject)' }]);
    const rests = [`note ${log.notes[0]?.id}`, `entry ${log.entries[0]?.id}`];
    for (const rest of rests) await linkResearch(admin(), { proposalId: proposal, rest });
    await linkResearch(admin(), { proposalId: proposal, rest: rests[0] });
    const shown = async () => (await getOptimizer(admin(south))).open[0]?.research;
    expect(await shown()).toMatchObject([
      { kind: 'entry', text: 'An entry', link: 'https://example.org/1', applicability: null },
      { kind: 'note', source: note.source, text: note.finding, at: '2026-03-02T00:00:00.000Z' },
    ]);
    expect((await getResearch(admin())).notes).toMatchObject([{ proposals: [proposal] }]);
    const linkId = (await shown())?.[0]?.linkId;
    await unlinkResearch(admin(south), { linkId });
    expect(await shown()).toMatchObject([{ kind: 'note' }]);
    await expect(unlinkResearch(admin(), { linkId })).rejects.toMatchObject({ kind: 'not-found' });
    expect((await actions()).slice(-4)).toEqual([
      'research.note',
      'research.link',
      'research.link',
      'research.unlink',
    ]);
  });

  it('is there, and so is the proposal', async () => {
    await addNote(admin(), note);
    const rest = `note ${(await getResearch(admin())).notes[0]?.id}`;
    for (const wrong of [
      { proposalId: 999_999, rest },
      { proposalId: proposal, rest: 'note 999999' },
      { proposalId: proposal, rest: 'entry 1' },
    ])
      await expect(linkResearch(admin(), wrong)).rejects.toMatchObject({ kind: 'not-found' });
    for (const rest of ['user 1', 'note -1', 'note 1; DROP TABLE users', ''])
      await expect(linkResearch(admin(), { proposalId: proposal, rest })).rejects.toMatchObject({
        kind: 'invalid',
      });
  });
});

describe('a note', () => {
  it('names its author to the own institution, and needs a day that was', async () => {
    await addNote(admin(), note);
    expect((await getResearch(admin())).notes).toMatchObject([
      { ...note, writtenByName: expect.stringContaining('admin of') },
    ]);
    expect((await getResearch(admin(south))).notes).toMatchObject([{ writtenByName: null }]);
    for (const wrong of [
      { foundOn: '2999-01-01' },
      { foundOn: 'today' },
      { finding: 'short' },
      { applicability: '' },
      { source: '\0\0\0\0' },
    ])
      await expect(addNote(admin(), { ...note, ...wrong })).rejects.toMatchObject({ kind: 'invalid' });
    for (const other of others())
      await expect(addNote(other, note)).rejects.toMatchObject({ kind: 'not-found' });
  });
});

let named = 0;
const as = ({ userId, role, institutionId }: Identity, sql: string) =>
  db.database.transaction({ userId, role, institutionId }, (tx) =>
    tx.rows(statement(`test.research-${named++}`, sql)),
  );
const tables = [
  'research_feeds',
  'research_entries',
  'research_notes',
  'research_links',
  'optimizer_windows',
];

describe('beneath it row security', () => {
  it('shows nothing to anybody else', async () => {
    await addNote(admin(), note);
    await feedAt('https://example.org/feed');
    for (const other of others())
      for (const table of tables)
        expect([table, await as(other, `SELECT 1 FROM ${table}`)]).toEqual([table, []]);
  });

  it('lets administrators write in the own name, nobody alter a note, and only the product tell entries', async () => {
    await addNote(admin(), note);
    const feed = await feedAt('https://example.org/feed');
    const me = admin();
    const forged = [
      `INSERT INTO research_feeds (url, title, changed_by) VALUES ('https://example.org/2', 'x', '${south.adminId}')`,
      `UPDATE research_feeds SET enabled = true, changed_by = '${south.adminId}'`,
      'UPDATE research_feeds SET enabled = true',
      `UPDATE research_feeds SET url = 'https://example.org/3', changed_by = '${north.adminId}'`,
      `INSERT INTO research_entries (feed_id, key, title, summary) VALUES ('${feed}', 'x', 'x', 'x')`,
      `INSERT INTO research_notes (source, found_on, finding, applicability, written_by)
       VALUES ('x', now(), 'xxxxxxxxxx', 'xxxxxxxxxx', '${south.adminId}')`,
      "UPDATE research_notes SET finding = 'something else'",
      'DELETE FROM research_notes',
      `INSERT INTO research_links (proposal_id, note_id, linked_by) SELECT ${proposal}, id, '${south.adminId}' FROM research_notes`,
      `INSERT INTO optimizer_windows (from_minute, until_minute, time_zone, reason, set_by) VALUES (0, 60, 'UTC', 'x', '${south.adminId}')`,
      'UPDATE optimizer_windows SET from_minute = 1',
      "INSERT INTO performance_phases (phase, from_day, until_day, covered_days, scans) VALUES ('EXAMS', now(), now(), 1, '{}')",
    ];
    for (const sql of forged) await expect(as(me, sql), sql).rejects.toMatchObject({ code: '42501' });
    expect(await as(me, 'DELETE FROM research_entries RETURNING 1')).toEqual([]);
  });
});
