import { expect, test } from 'vitest';
import { z } from 'zod';
import { Refusal } from '@/lib/errors';
import { fieldLabels } from '@/lib/field-labels';
import { parse } from './action';

const shape = z.strictObject({
  timeZone: z.string().min(3),
  times: z.array(z.strictObject({ at: z.string('write a time') })).default([]),
  kind: z.enum(['a', 'b']).default('a'),
  days: z.number().max(9).default(1),
  title: z.string().min(1).default('x'),
});
const labelled = shape
  .refine(() => true)
  .register(fieldLabels, { timeZone: 'Time zone', times: 'Quiet hours', kind: 'Kind', days: 'Days' });

function refusalOf(schema: z.ZodType, raw: unknown): Refusal {
  try {
    parse(schema, raw);
  } catch (error) {
    if (error instanceof Refusal) return error;
  }
  throw new Error('nothing was refused');
}

test('a refusal names a field as its form does, and keeps the name that programs know', () => {
  const refusal = refusalOf(labelled, { timeZone: null });
  expect(refusal.message).toBe('Please check “Time zone”: is missing');
  expect(refusal.fields).toEqual({ timeZone: 'is missing' });
});

test('what stands in a list is named by the list', () => {
  const refusal = refusalOf(labelled, { timeZone: 'UTC', times: [{ at: 7 }] });
  expect(refusal.message).toBe('Please check “Quiet hours”: write a time');
  expect(refusal.fields).toEqual({ 'times.0.at': 'write a time' });
});

test('a schema of no form is named by its programs', () => {
  expect(refusalOf(shape, {}).message).toBe('Please check “timeZone”: is missing');
});

test.each([
  [{ timeZone: 'UT' }, 'at least 3 characters'],
  [{ timeZone: 'UTC', title: '' }, 'is empty'],
  [{ timeZone: 4 }, 'is not understood'],
  [{ timeZone: 'UTC', kind: 'c' }, 'is not one of the choices'],
  [{ timeZone: 'UTC', days: 10 }, 'at most 9'],
  [{ timeZone: 'UTC', days: 'ten' }, 'is not a number'],
])('%j is refused in words', (raw, words) => {
  expect(refusalOf(labelled, raw).message).toContain(`: ${words}`);
});
