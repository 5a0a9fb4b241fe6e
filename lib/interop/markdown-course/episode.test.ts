import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTree } from './div-tree';
import { parseEpisode } from './episode';
import { shareMinutes } from './minutes';
import { rewriteInline } from './prose';

const header = '---\ntitle: T\nteaching: 10\nexercises: 5\n---\n';
const parse = (body: string, warnings: string[] = []) =>
  parseEpisode('one.md', header + body, {
    embed: (src) => (src.startsWith('fig/') ? 'data:image/png;base64,AA==' : null),
    warn: (message) => warnings.push(message),
  });

describe('parseEpisode', () => {
  it('reads lists, sections, code with its role, and exercises with their solutions', () => {
    const lesson = parse(
      [
        '::: questions',
        '- Why `x`?',
        '  And how?',
        ':::',
        'Before any heading.',
        '## First {#anchor}',
        '```python',
        '::: not a div',
        '```',
        '```output',
        'ok',
        '```',
        ':::::: challenge',
        '## Try it',
        'Do.',
        '::: solution',
        '## Solution',
        'Done.',
        ':::',
        '::::::',
        '### Deeper stays',
      ].join('\n'),
    );
    expect(lesson.questions).toEqual(['Why `x`? And how?']);
    expect(lesson.sections.map(({ title, sourcedId }) => [title, sourcedId])).toEqual([
      ['Introduction', 'one.md#introduction'],
      ['First', 'one.md#first'],
    ]);
    expect(lesson.sections[1]?.blocks).toEqual([
      { type: 'code', language: 'python', code: '::: not a div', role: 'source' },
      { type: 'code', language: '', code: 'ok', role: 'output' },
      {
        type: 'exercise',
        title: 'Try it',
        blocks: [{ type: 'markdown', text: 'Do.' }],
        solutions: [[{ type: 'markdown', text: 'Done.' }]],
      },
      { type: 'markdown', text: '### Deeper stays' },
    ]);
    expect(lesson.sections.reduce((sum, section) => sum + (section.minutes ?? 0), 0)).toBe(15);
    expect(lesson.sections[1]?.text).not.toContain('Done');
  });

  it('reads figures with attributes over several lines, and describes those it cannot show', () => {
    const lesson = parse("a ![Cap](fig/a.png){alt='It\\_is'\n width=5} b\n\n![gone](other.png)");
    expect(lesson.sections[0]?.blocks).toEqual([
      { type: 'markdown', text: 'a' },
      { type: 'figure', src: 'data:image/png;base64,AA==', alt: 'It_is', caption: 'Cap' },
      { type: 'markdown', text: ' b' },
      { type: 'callout', kind: 'figure', title: 'Figure', blocks: [{ type: 'markdown', text: 'gone' }] },
    ]);
  });

  it('turns links to other files into text and keeps links to the web', () => {
    const text = rewriteInline(
      '[a](../x.md#y) [b](https://x.test/?q=1 "t") [c][r] [d](javascript:alert(1))',
      new Map(),
    );
    expect(text).toBe('a [b](<https://x.test/?q=1>) [c][r] d');
    expect(rewriteInline('[c][r]', new Map([['r', 'https://x.test']]))).toBe('[c](<https://x.test>)');
  });

  it('lets no element through', () => {
    const nasty = fc.string({
      unit: fc.constantFrom(
        '<',
        '>',
        'script',
        '!--',
        '-->',
        '/',
        'b',
        '`',
        '\\',
        '\n',
        ' ',
        '[',
        ']',
        '(',
        ')',
        '!',
      ),
      maxLength: 40,
    });
    fc.assert(
      fc.property(nasty, (text) => {
        const bare = rewriteInline(text, new Map())
          .replace(/(`+)[\s\S]*?\1/g, '')
          .replace(/\\[\s\S]/g, '');
        expect(bare.replace(/\]\(<[^>]*>\)/g, '')).not.toMatch(/<[a-z/!]/i);
      }),
    );
  });
});

describe('readTree', () => {
  it('keeps every line of any nesting, and warns about what is not closed', () => {
    const line = fc.constantFrom('::: callout', ':::', '::::: challenge', '```', 'text', '');
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
        const count = (nodes: ReturnType<typeof readTree>): number =>
          nodes.reduce(
            (sum, node) => sum + (node.type === 'div' ? count(node.children) : node.type === 'line' ? 1 : 0),
            0,
          );
        const text = lines.filter((one) => one === 'text' || one === '').length;
        expect(count(readTree(lines, () => {}))).toBeLessThanOrEqual(text);
      }),
    );
    const warnings: string[] = [];
    readTree([':::', '::: callout'], (message) => warnings.push(message));
    expect(warnings).toHaveLength(2);
  });
});

describe('shareMinutes', () => {
  it('shares out everything', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.array(fc.nat(5_000), { minLength: 1, maxLength: 20 }), (total, lengths) => {
        const shared = shareMinutes(total, lengths);
        expect(shared?.reduce((a, b) => a + b, 0) ?? 0).toBe(total);
      }),
    );
  });
});
