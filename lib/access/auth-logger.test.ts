import { CredentialsSignin } from '@auth/core/errors';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { authLogger } from './auth-logger';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('authLogger', () => {
  it('is silent about a wrong password and short about faults', () => {
    const lines: unknown[][] = [];
    vi.spyOn(console, 'error').mockImplementation((...line) => void lines.push(line));
    authLogger.error?.(new CredentialsSignin());
    expect(lines).toEqual([]);
    authLogger.error?.(new Error('outer', { cause: { err: new Error('the provider is away') } }));
    expect(lines).toEqual([['sign-in: Error: the provider is away']]);
  });
});
