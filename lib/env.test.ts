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

describe('e-mail', () => {
  it('needs a server and a sender, or neither', async () => {
    expect((await read()).SMTP_URL).toBeUndefined();
    vi.resetModules();
    stub({ SMTP_URL: 'smtp://user:hidden@mail.test:587' });
    await expect(read()).rejects.toThrow(/MAIL_FROM: is missing/);
    await expect(read()).rejects.not.toThrow(/hidden/);
    vi.resetModules();
    stub({ MAIL_FROM: 'Syllabase <no-reply@school.test>' });
    expect((await read()).MAIL_FROM).toContain('no-reply@school.test');
  });

  it.each(['no address', 'a@b.test, c@d.test', 'A <a@b.test>\r\nBcc: c@d.test', 'http://mail.test'])(
    'has one sender and no more: %s',
    async (sender) => {
      stub({ SMTP_URL: 'smtp://mail.test', MAIL_FROM: sender });
      await expect(read()).rejects.toThrow(/MAIL_FROM: must be like/);
    },
  );
});
