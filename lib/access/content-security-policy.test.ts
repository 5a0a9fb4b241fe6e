import { describe, expect, it } from 'vitest';
import { policyForNonce } from './content-security-policy';

const base = { https: false, development: false };
const directive = (policy: string, name: string) =>
  policy.split('; ').find((entry) => entry === name || entry.startsWith(`${name} `));

describe('policyForNonce', () => {
  it('lets only named scripts run', () => {
    const policy = policyForNonce('abc', ['sha256-x'], base);
    expect(directive(policy, 'script-src')).toBe("script-src 'self' 'nonce-abc' 'sha256-x' 'strict-dynamic'");
    expect(directive(policy, 'object-src')).toBe("object-src 'none'");
    expect(directive(policy, 'frame-ancestors')).toBe("frame-ancestors 'none'");
    expect(directive(policy, 'form-action')).toBe("form-action 'self'");
    expect(directive(policy, 'upgrade-insecure-requests')).toBeUndefined();
  });

  it('follows the installation', () => {
    const development = policyForNonce('abc', [], { ...base, development: true });
    expect(directive(development, 'script-src')).toContain("'unsafe-eval'");
    const policy = policyForNonce('abc', [], { ...base, https: true, issuer: 'https://id.test/realm/x' });
    expect(directive(policy, 'form-action')).toBe("form-action 'self' https://id.test");
    expect(directive(policy, 'upgrade-insecure-requests')).toBeDefined();
    expect(policy).not.toContain('unsafe-eval');
  });
});
