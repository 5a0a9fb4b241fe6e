import { expect, test } from '../fixtures';

test('a page rendered for one request carries a strict policy and no script without its nonce', async ({
  http,
}) => {
  const answer = await (await http(null)).get('/courses?sort=newest');
  const policy = answer.headers()['content-security-policy'] ?? '';
  expect(policy).toContain("object-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  const scripts = policy.split(';').find((part) => part.trim().startsWith('script-src')) ?? '';
  expect(scripts).not.toContain('unsafe-inline');
  expect(scripts).not.toContain('unsafe-eval');
  const nonce = /'nonce-([^']+)'/.exec(scripts)?.[1] ?? '';
  expect(nonce.length).toBeGreaterThan(15);
  const tags = (await answer.text()).match(/<script\b[^>]*>/g) ?? [];
  expect(tags.length).toBeGreaterThan(0);
  const unnamed = tags.filter((tag) => !tag.includes(`nonce="${nonce}"`));
  // The script that sets the colours is the same everywhere and named by its hash.
  expect(unnamed.filter((tag) => !tag.includes('type="application/ld+json"'))).toEqual(['<script>']);
  const again = await (await http(null)).get('/courses?sort=newest');
  expect(again.headers()['content-security-policy']).not.toContain(nonce);
  expect(answer.headers()['x-content-type-options']).toBe('nosniff');
  expect(answer.headers()['x-powered-by']).toBeUndefined();
});
