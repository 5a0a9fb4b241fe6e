import { createHash } from 'node:crypto';
import { themeScript } from '@/lib/theme';

const scriptElement =
  /<script(?=[\s/>])(?<attributes>(?:"[^"]*"|'[^']*'|[^"'>])*)>(?<text>.*?)<\/script[\s/>]/gis;
const hasSource = /[\s/"']src\s*=/i;
const type = /[\s/"']type\s*=\s*["']?(?<type>[^\s"'>]*)/i;
const runnable = /^(|module|(text|application)\/(java|ecma)script)$/i;

/** The texts of all scripts that stand in this HTML itself and are code; data blocks (JSON, JSON-LD) are not. */
export function inlineScripts(html: string): string[] {
  return [...html.matchAll(scriptElement)].flatMap(({ groups: { attributes = '', text = '' } = {} }) =>
    hasSource.test(attributes) || !runnable.test(type.exec(attributes)?.groups?.type ?? '') ? [] : [text],
  );
}

/** How Next hands a page's data and the names of its files to the browser: one call, whose argument is JSON. */
const handsOver = [
  /^\(self\.__next_f=self\.__next_f\|\|\[\]\)\.push\((?<json>.*)\)$/s,
  /^self\.__next_f\.push\((?<json>.*)\)$/s,
  /^\(globalThis\["TURBOPACK"\] \|\| \(globalThis\["TURBOPACK"\] = \[\]\)\)\.push\((?<json>.*)\);$/s,
];

/** Whether this product or its framework writes such a script. Anything else is refused, wherever it comes from. */
export function isKnownScript(text: string): boolean {
  if (text === themeScript) return true;
  return handsOver.some((pattern) => isJson(pattern.exec(text)?.groups?.json));
}

function isJson(text: string | undefined): boolean {
  if (text === undefined) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** What a policy names a script by. */
export const scriptHash = (text: string): string =>
  `sha256-${createHash('sha256').update(text).digest('base64')}`;
