import { createHmac, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Checkpoint, readCheckpoint, writeCheckpoint } from './checkpoint';
import { auditKeys, readVerifier, writeVerifier } from './keys';
import { hasValidMac, macOf } from './mac';
import { leafHash } from './merkle';
import { canonicalText, type TrailRecord } from './record';
import { leafText, sealedText } from './seal';

const keys = auditKeys(Buffer.alloc(32, 1).toString('base64'));
const others = auditKeys(Buffer.alloc(32, 2).toString('base64'));
const checkpoint: Checkpoint = {
  origin: 'syllabase/test',
  size: 12,
  root: randomBytes(32),
  previous: randomBytes(32).toString('hex'),
  sealedAt: '2026-03-02T10:00:00.000Z',
  unauthentic: [],
};

describe('a checkpoint', () => {
  it('says what was signed', () => {
    for (const said of [checkpoint, { ...checkpoint, previous: '', unauthentic: ['a-1', 'b-2'] }])
      expect(readCheckpoint(writeCheckpoint(said, keys), keys.verifier)).toEqual(said);
  });

  it('is refused with any byte of it changed, or by another key', () => {
    const note = writeCheckpoint(checkpoint, keys);
    expect(readCheckpoint(note, others.verifier)).toBeNull();
    fc.assert(
      fc.property(fc.nat(note.length - 1), fc.integer({ min: 1, max: 127 }), (at, by) => {
        const changed = String.fromCharCode(note.charCodeAt(at) ^ by);
        expect(readCheckpoint(note.slice(0, at) + changed + note.slice(at + 1), keys.verifier)).toBeNull();
      }),
    );
  });

  it('is checked by the public key as it is printed, and by no damaged one', () => {
    const line = writeVerifier(keys.verifier);
    const note = writeCheckpoint(checkpoint, keys);
    expect(readCheckpoint(note, readVerifier(`${line}\n`))).toEqual(checkpoint);
    expect(line).not.toContain(keys.mac.toString('base64'));
    expect(() => readVerifier(line.replace(/\+[0-9a-f]{8}\+/, '+00000000+'))).toThrow('damaged');
    expect(() => readVerifier('nothing')).toThrow('not a public key');
  });
});

describe('a row’s MAC', () => {
  const record: TrailRecord = {
    id: '00000000-0000-4000-8000-000000000001',
    occurredAt: '2026-03-02T10:00:00.000000Z',
    actorId: null,
    actorRole: null,
    actorName: 'Zoë “Z” <b>',
    institutionId: null,
    action: 'class.view',
    objectType: 'course',
    objectId: null,
    studentId: null,
    outcome: 'ALLOWED',
    purpose: null,
    justification: null,
    details: { b: 1, a: [true, null, 'x'] },
    ipAddress: '127.0.0.1',
    requestId: null,
    writer: null,
    writerNumber: null,
    writerSettled: null,
    writerDoubts: null,
  };

  it('covers every column', () => {
    const mac = macOf(record, keys.mac);
    expect(hasValidMac(record, mac, [keys.mac])).toBe(true);
    expect(hasValidMac(record, mac, [others.mac])).toBe(false);
    expect(hasValidMac(record, mac, [others.mac, keys.mac])).toBe(true);
    expect(hasValidMac(record, null, [keys.mac])).toBe(false);
    for (const name of Object.keys(record))
      expect(hasValidMac({ ...record, [name]: 'changed' }, mac, [keys.mac]), name).toBe(false);
  });

  it('knows rows from before there was a second form, and takes none of the second for one', () => {
    const text =
      '{"action":"class.view","actorName":"Zoë “Z” <b>","details":{"a":[true,null,"x"],"b":1},"id":"00000000-0000-4000-8000-000000000001","objectType":"course","occurredAt":"2026-03-02T10:00:00.000000Z","outcome":"ALLOWED"}';
    const mac = createHmac('sha256', keys.mac).update(text).digest();
    const leaf = `${text.slice(0, -1).replace(',"objectType"', `,"ipAddress":"127.0.0.1","mac":"${mac.toString('hex')}","objectType"`)}}`;
    const isSealed = (hash: Buffer) => hash.equals(leafHash(leaf));
    const withNull = { ...record, details: { ...record.details, more: null } };
    expect(hasValidMac(withNull, mac, [keys.mac])).toBe(true);
    expect(sealedText({ record: withNull, mac, transactionId: '7' }, isSealed)).toBe(leaf);
    const own = macOf(record, keys.mac);
    expect(hasValidMac(withNull, own, [keys.mac])).toBe(false);
    const event = { record, mac: own, transactionId: '7' };
    const now = leafHash(leafText(event));
    expect(sealedText(event, (hash) => hash.equals(now))).toContain('"form":2');
    expect(sealedText({ ...event, record: withNull }, (hash) => hash.equals(now))).toBeUndefined();
  });

  it('knows leaves from before they told the transaction, and takes no other transaction for the one they tell', () => {
    const event = { record, mac: macOf(record, keys.mac), transactionId: '7' };
    const before = leafHash(leafText({ ...event, transactionId: null }));
    const now = leafHash(leafText(event));
    expect(sealedText(event, (hash) => hash.equals(before))).not.toContain('transactionId');
    expect(sealedText(event, (hash) => hash.equals(now))).toContain('"transactionId":"7"');
    for (const transactionId of ['8', null])
      expect(sealedText({ ...event, transactionId }, (hash) => hash.equals(now))).toBeUndefined();
  });

  it('says everything that is there, by name', () => {
    const columns = Object.keys(record);
    const some = fc.record(
      Object.fromEntries(columns.map((name) => [name, fc.option(fc.oneof(fc.string(), fc.jsonValue()))])),
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(some, (any) => {
        const text = canonicalText({ ...any, mac: 'ab' });
        const present = Object.entries({ ...any, mac: 'ab', form: 2 }).filter(([, value]) => value !== null);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(Object.fromEntries(present))));
        expect(Object.keys(JSON.parse(text))).toEqual(present.map(([name]) => name).sort());
      }),
    );
  });

  it('does not depend on the order of members', () => {
    const turned = Object.fromEntries(Object.entries(record).reverse());
    expect(canonicalText(turned)).toBe(canonicalText(record));
    expect(canonicalText({ details: { b: null, a: 1 } })).toBe('{"details":{"a":1,"b":null},"form":2}');
  });
});
