import { Parser } from 'htmlparser2';

/** Elements whose text is none for people. */
const silent = new Set(['script', 'style', 'template', 'noscript', 'iframe', 'svg', 'title']);
/** Marks without a width, those among them that turn the direction of the text around them. */
const invisible = /\p{Cf}/gu;
const control = /\p{Cc}/gu;
/** Halves of a character. */
const half = /\p{Cs}/gu;

/** Nothing that is shown needs more; the parser's time grows with the square of how deep elements are in each other. */
const mostRead = 20_000;

/** The text of a piece of HTML on one line: no element, no script, no control character. */
export function plainText(html: string, most: number): string {
  let text = '';
  let silence = 0;
  const parser = new Parser(
    {
      onopentag: (name) => {
        if (silent.has(name)) silence += 1;
        else text += ' ';
      },
      onclosetag: (name) => {
        if (silent.has(name)) silence = Math.max(0, silence - 1);
        else text += ' ';
      },
      ontext: (part) => {
        if (silence === 0) text += part;
      },
    },
    { decodeEntities: true },
  );
  parser.end(html.slice(0, mostRead));
  return shortened(text.replace(invisible, '').replace(control, ' ').replace(/\s+/g, ' ').trim(), most);
}

/** Cut between characters, never within one. */
function shortened(text: string, most: number): string {
  const whole = text.replace(half, '\ufffd');
  if (whole.length <= most) return whole;
  return `${whole.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
