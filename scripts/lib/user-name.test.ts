import { userInfo } from 'node:os';
import { expect, it } from 'vitest';
import { userName } from './user-name';

it('names who runs a command, by number where there is no name', () => {
  expect(userName()).toBe(userInfo().username);
  const nameless = () => {
    throw new Error('A system error occurred: uv_os_get_passwd returned ENOENT (no such file or directory)');
  };
  expect(userName(nameless)).toBe(`user ${process.getuid?.()}`);
});
