import { expect, it } from 'vitest';
import { storedAddress, storedDetails, storedJson, storedMoment, storedText } from './as-stored';

it('keeps what a database can keep, and makes one sign of what it cannot', () => {
  expect(storedText('Zoë 😀\n')).toBe('Zoë 😀\n');
  expect(storedText('a\ud800b\udc00\0')).toBe('a\ufffdb\ufffd\ufffd');
});

it('reaches into details, names of members included', () => {
  expect(
    storedDetails({ '\udfff': ['\ud800', { deep: 'a\0' }, 1e21, -0, Number.NaN], gone: undefined }),
  ).toEqual({
    '\ufffd': ['\ufffd', { deep: 'a\ufffd' }, 1e21, 0, null],
  });
});

it('writes an address as the database does', () => {
  for (const [given, stored] of [
    ['192.0.2.1', '192.0.2.1'],
    ['2001:DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['::FFFF:c000:201', '::ffff:192.0.2.1'],
    ['::1:2', '::0.1.0.2'],
    ['::1', '::1'],
    ['fe80::1%eth0', 'fe80::1'],
  ] as const)
    expect(storedAddress(given)).toBe(stored);
});

it('reads what a program can have meant, and nothing else', () => {
  const said = '{"a": [1, 0.0000001, 1000000000000000000000, -2.25], "2.0": "1.50 \\" 3.0"}';
  expect(storedJson(said)).toEqual(JSON.parse(said));
  for (const number of ['1.50', '9007199254740993', '1.00000000000000000049', `1${'0'.repeat(400)}`, '4.3e2'])
    expect(storedJson(`{"n": ${number}}`), number).toBeNull();
  for (const odd of ['[]', 'null', '{', '{"a": {}', `{"a": "${'x'.repeat(1_000_000)}"}`])
    expect(storedJson(odd), odd.slice(0, 20)).toBeNull();
  expect(storedJson(`{"a": ${'['.repeat(9_000)}${']'.repeat(9_000)}}`)).toBeNull();
});

it('writes every moment in UTC to the microsecond', () => {
  expect(storedMoment('2026-03-02T10:00:00.123456Z')).toBe('2026-03-02T10:00:00.123456Z');
  expect(storedMoment('2026-03-02T12:00:00.5+02:00')).toBe('2026-03-02T10:00:00.500000Z');
  expect(() => storedMoment('soon')).toThrow(RangeError);
});
