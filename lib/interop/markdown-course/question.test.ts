import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseEpisode } from './episode';

const header = '---\ntitle: T\nteaching: 10\nexercises: 5\n---\n## One\n';
function parse(lines: string[]) {
  const warnings: string[] = [];
  const lesson = parseEpisode('one.md', header + lines.join('\n'), {
    embed: () => null,
    warn: (message) => warnings.push(message),
  });
  return { section: lesson.sections[0], warnings };
}
const ask = (...body: string[]) => parse([':::: question', ...body, '::::']);

describe('a question in a section', () => {
  it('is read with prompt, code, choices over several lines and explanation, and leaves nothing in the text', () => {
    const { section, warnings } = parse([
      'Text before.',
      ':::: question',
      'What does *this* print? <b>x</b>',
      '',
      '```python',
      'print("[x] `a`")',
      '```',
      '',
      '- [ ] `1`',
      '- [x] [two](https://x.test)',
      '  in words',
      '* [X] both',
      '',
      '::: explanation',
      'Because `print` [says so](other.md).',
      ':::',
      '::::',
      'Text after.',
    ]);
    expect(warnings).toEqual([]);
    expect(section?.questions).toEqual([
      {
        prompt: 'What does *this* print? x\n\n```python\nprint("[x] `a`")\n```',
        choices: [
          { text: '`1`', isRight: false },
          { text: '[two](<https://x.test>) in words', isRight: true },
          { text: 'both', isRight: true },
        ],
        explanation: 'Because `print` says so.',
      },
    ]);
    expect(section?.blocks).toEqual([
      { type: 'markdown', text: 'Text before.' },
      { type: 'markdown', text: 'Text after.' },
    ]);
    expect(section?.text).toBe('Text before.\nText after.');
  });

  it.each([
    ['asks nothing', ['- [x] a', '- [ ] b']],
    ['needs 2 to 10 choices', ['Which?', '- [x] a']],
    ['no choice is marked', ['Which?', '- [ ] a', '- [ ] b']],
    ['two choices are the same', ['Which?', '- [x] a', '- [ ] a']],
    ['too long', ['x'.repeat(5_001), '- [x] a', '- [ ] b']],
  ])('is left out with a warning when it %s', (reason, body) => {
    const { section, warnings } = ask(...body);
    expect(section?.questions).toEqual([]);
    expect(JSON.stringify(section?.blocks)).not.toContain('[x]');
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(reason);
  });

  it('says what it leaves out of a question', () => {
    const { section, warnings } = ask(
      'Which?',
      '- [x] a',
      '- [ ] b',
      '',
      'More.',
      '::: hint',
      'Think.',
      ':::',
    );
    expect(section?.questions).toHaveLength(1);
    expect(warnings).toEqual([
      'the question “Which?”: what follows the choices is left out',
      'the question “Which?”: the part “hint” is left out',
    ]);
  });

  it('inside another box is asked all the same, and a box without choices stays a box', () => {
    const { section } = parse(['::: callout', ':::: question', 'Q?', '- [x] a', '- [ ] b', '::::', ':::']);
    expect(section?.questions).toHaveLength(1);
    expect(JSON.stringify(section?.blocks)).not.toContain('[x]');
    const box = ask('Something to think about.');
    expect(box.section?.questions).toEqual([]);
    expect(box.section?.blocks[0]).toMatchObject({ type: 'callout', kind: 'question' });
  });

  it('gives no key away in the text, however it is written', () => {
    const line = fc.constantFrom(
      ':::: question',
      '::: explanation',
      '::: challenge',
      '::::',
      '- [x] the key',
      '- [ ] another',
      'Which?',
      '',
      '```',
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 14 }), (lines) => {
        const { section } = parse([':::: question', 'Which?', '- [x] the key', ...lines]);
        const shown = JSON.stringify([section?.blocks, section?.text]);
        const outside = lines.some((each) => each.startsWith('::'));
        if (!outside) expect(shown).not.toContain('the key');
      }),
    );
  });
});
