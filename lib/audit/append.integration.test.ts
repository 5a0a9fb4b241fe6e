import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { type AuditActor, type AuditEvent, appendAuditAt } from './append';
import { auditKeys } from './seal/keys';
import { hasValidMac } from './seal/mac';
import { type StoredRecord, storedColumns, toStored } from './seal/stored';

const system = { userId: null, role: 'SYSTEM', institutionId: null } as const;
let db: TestDatabase;

beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const asProduct = <T>(run: (tx: Transaction) => Promise<T>) => db.database.transaction(system, run);

/** Whatever JavaScript calls a text: halves of surrogate pairs and NUL included. */
const anyText = fc.string({
  unit: fc.oneof(
    fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
    fc.constantFrom('\ud800', '\udfff', '\0', '\u2028', '"', '\\', 'é', 'e\u0301', '😀'),
  ),
  maxLength: 40,
});
const anyId = fc.tuple(fc.uuid(), fc.boolean()).map(([id, isUpper]) => (isUpper ? id.toUpperCase() : id));
const anyNumber = fc.oneof(fc.double(), fc.constantFrom(-0, 5e-324, 1e21, 2 ** 53, Number.MAX_VALUE, 0.1));
const optionally = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const anyEvent: fc.Arbitrary<AuditEvent> = fc.record({
  action: anyText,
  objectType: anyText,
  objectId: optionally(fc.oneof(anyText, anyId)),
  studentId: optionally(anyId),
  institutionId: optionally(anyId),
  outcome: optionally(fc.constantFrom('ALLOWED', 'DENIED', 'FAILED')),
  purpose: optionally(anyText),
  justification: optionally(anyText),
  details: optionally(
    fc.dictionary(anyText, fc.oneof(anyText, anyNumber, fc.boolean(), fc.constant(null)), { maxKeys: 5 }),
  ),
  ipAddress: optionally(fc.oneof(fc.ipV4(), fc.ipV6())),
});
const anyActor: fc.Arbitrary<AuditActor | null> = fc.option(
  fc.record({
    userId: anyId,
    role: fc.constantFrom('STUDENT', 'INSTRUCTOR', 'ADMIN'),
    institutionId: fc.option(anyId),
    displayName: anyText,
    origin: fc.option(
      fc.record({ requestId: anyText, ipAddress: fc.option(fc.oneof(fc.ipV4(), fc.ipV6())) }),
    ),
  }),
);
/** Within the month whose partition there always is, in each spelling of a moment. */
const anyMoment = fc
  .tuple(fc.nat(999_999), fc.constantFrom('exact', 'milliseconds', 'elsewhere'))
  .map(([micros, spelling]) => {
    const now = new Date().toISOString();
    if (spelling === 'exact') return now.replace(/\.\d{3}Z$/, `.${String(micros).padStart(6, '0')}Z`);
    return spelling === 'milliseconds' ? now : now.replace('Z', '+00:00');
  });

const all = statement(
  'test.all-events',
  `SELECT ${storedColumns('a')} FROM audit_log a ORDER BY occurred_at, id`,
);

it('whatever is appended reads back as the product’s own', async () => {
  const appended = fc.record({ actor: anyActor, event: anyEvent, occurredAt: anyMoment });
  let expected = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(appended, { minLength: 1, maxLength: 60 }), async (moments) => {
      await asProduct(async (tx) => appendAuditAt(tx, moments));
      expected += moments.length;
    }),
    { numRuns: 20 },
  );
  const rows = await asProduct((tx) => tx.rows<StoredRecord>(all));
  expect(rows).toHaveLength(expected);
  const foreign = rows.filter((row) => {
    const { record, mac } = toStored(row);
    return !hasValidMac(record, mac, [auditKeys().mac]);
  });
  expect(foreign).toEqual([]);
});
