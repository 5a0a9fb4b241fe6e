import type { Definitions } from './prose';

const definition = /^ {0,3}\[([^\]^][^\]]{0,200})\]:\s+<?([^\s<>]+)>?(?:\s+["'(].*)?\s*$/;
const fence = /^\s*(`{3,}|~{3,})/;

/** Takes the `[label]: target` lines out of a text, fences aside: links of every section may use them. */
export function takeDefinitions(lines: string[]): { definitions: Definitions; lines: string[] } {
  const definitions = new Map<string, string>();
  let open = '';
  const rest = lines.filter((line) => {
    const marker = fence.exec(line)?.[1];
    if (marker && open === '') open = marker;
    else if (marker?.startsWith(open) && line.trim() === marker) open = '';
    const [, label, target] = (open === '' && definition.exec(line)) || [];
    if (!label || !target) return true;
    if (!definitions.has(label.toLowerCase())) definitions.set(label.toLowerCase(), target);
    return false;
  });
  return { definitions, lines: rest };
}
