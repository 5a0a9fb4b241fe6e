import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy } from './content-security-policy';

const base = { nonce: 'abc', https: false, development: false };
const directive = (policy: string, name: string) =>
  policy.split('; ').find((entry) => entry === name || entry.startsWith(`${name} `));

describe('contentSecurityPolicy', () => {
  it('lets only named scripts run', () => {
    const policy = contentSecurityPolicy(base);
    expect(directive(policy, 'script-src')).toBe("script-src 'self' 'nonce-abc' 'strict-dynamic'");
    expect(directive(policy, 'object-src')).toBe("object-src 'none'");
    expect(directive(policy, 'frame-ancestors')).toBe("frame-ancestors 'none'");
    expect(directive(policy, 'form-action')).toBe("form-action 'self'");
    expect(directive(policy, 'upgrade-insecure-requests')).toBeUndefined();
  });

  it('follows the installation', () => {
    expect(directive(contentSecurityPolicy({ ...base, development: true }), 'script-src')).toContain(
      "'unsafe-eval'",
    );
    const policy = contentSecurityPolicy({ ...base, https: true, issuer: 'https://id.test/realm/x' });
    expect(directive(policy, 'form-action')).toBe("form-action 'self' https://id.test");
    expect(directive(policy, 'upgrade-insecure-requests')).toBeDefined();
    expect(policy).not.toContain('unsafe-eval');
  });
});
