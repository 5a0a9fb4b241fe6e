import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { themeScript } from '@/lib/theme';
import { policyForHtml } from './content-security-policy';
import { inlineScripts, isKnownScript, scriptHash } from './inline-scripts';

const options = { https: false, development: false };
const pushed = (data: unknown) =>
  `self.__next_f.push(${JSON.stringify([1, data]).replaceAll('<', '\\u003c')})`;
const pageWith = (...scripts: string[]) =>
  `<!DOCTYPE html><html><head><script src="/a.js" async=""></script></head><body>${scripts
    .map((script) => `<script>${script}</script>`)
    .join('<p>…</p>')}<script type="application/ld+json">{"a":1}</script></body></html>`;
const allows = (policy: string, script: string) => policy.includes(`'${scriptHash(script)}'`);

describe('the policy of a page that is rendered once', () => {
  it('names every script that hands data over, and no script that differs in one character', () => {
    const data = fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(data, fc.nat(), fc.string({ minLength: 1, maxLength: 3 }), (parts, at, more) => {
        const scripts = [themeScript, ...parts.map(pushed)];
        const policy = policyForHtml(pageWith(...scripts), options);
        for (const script of scripts) {
          expect(allows(policy, script)).toBe(true);
          const cut = at % (script.length + 1);
          const altered = script.slice(0, cut) + more + script.slice(cut);
          if (!scripts.includes(altered)) expect(allows(policy, altered)).toBe(false);
        }
      }),
    );
  });

  it('never names code that came into the page from elsewhere', () => {
    const harmless = pushed('text');
    const foreign = [
      'alert(1)',
      `${harmless};alert(1)`,
      `alert(1),${harmless}`,
      'self.__next_f.push(alert(1))',
      'self.__next_f.push([1,"a"],alert(1))',
      'self.__next_f.push([1,"a"]);alert([1])',
      '(globalThis["TURBOPACK"] || (globalThis["TURBOPACK"] = [])).push(fetch("/x"));',
      `${themeScript};alert(1)`,
    ];
    const policy = policyForHtml(pageWith(harmless, ...foreign), options);
    expect(allows(policy, harmless)).toBe(true);
    for (const script of foreign) expect(allows(policy, script), script).toBe(false);
  });

  it('is as strict as that of other pages', () => {
    const policy = policyForHtml(pageWith(pushed('a')), { ...options, https: true });
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    expect(policy).toContain("object-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain('upgrade-insecure-requests');
  });
});

describe('inline scripts', () => {
  it('are found whatever their attributes are, and data blocks and files are none', () => {
    expect(
      inlineScripts(
        [
          '<script id="_R_">one</script>',
          '<SCRIPT data-x="a>b" async>two</SCRIPT >',
          "<script type='module'>three</script\n>",
          '<script type=text/javascript>four</script>',
          '<script type="application/json">{}</script>',
          '<script type="application/ld+json">{}</script>',
          '<script src="/x.js">ignored</script>',
          '<scripty>no</scripty>',
        ].join(''),
      ),
    ).toEqual(['one', 'two', 'three', 'four']);
  });

  it('are known by their whole text', () => {
    expect(isKnownScript('(self.__next_f=self.__next_f||[]).push([0])')).toBe(true);
    expect(isKnownScript('')).toBe(false);
    expect(isKnownScript(' self.__next_f.push([0])')).toBe(false);
  });
});
