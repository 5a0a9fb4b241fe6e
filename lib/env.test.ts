import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const read = async () => (await import('./env')).env();
const stub = (variables: Record<string, string>) => {
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
};
const complete = { OIDC_ISSUER: 'https://id.test', OIDC_CLIENT_ID: 'a', OIDC_CLIENT_SECRET: 'hidden value' };

beforeEach(() => {
  vi.resetModules();
});

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('the institution’s provider', () => {
  it('is set completely or not at all', async () => {
    stub(complete);
    expect((await read()).OIDC_ISSUER).toBe('https://id.test');
    vi.resetModules();
    stub({ OIDC_CLIENT_ID: '' });
    await expect(read()).rejects.toThrow(/OIDC_CLIENT_ID: is missing/);
    await expect(read()).rejects.not.toThrow(/hidden value/);
  });

  it('is reached over https, except on this machine', async () => {
    stub({ ...complete, OIDC_ISSUER: 'http://id.test' });
    await expect(read()).rejects.toThrow(/OIDC_ISSUER: must be https/);
    vi.resetModules();
    stub({ OIDC_ISSUER: 'http://127.0.0.1:4000' });
    expect((await read()).OIDC_ISSUER).toBe('http://127.0.0.1:4000');
  });
});
