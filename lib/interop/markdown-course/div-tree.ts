/** A line outside of any div or fence, a fenced code block, or a div with what is inside it. */
export type Node =
  | { type: 'line'; text: string }
  | { type: 'code'; language: string; lines: string[] }
  | { type: 'div'; name: string; children: Node[] };

type Div = { type: 'div'; name: string; children: Node[] };

const opening = /^\s{0,3}:{3,}\s*\{?[\s.]*([A-Za-z][\w-]*)/;
const closing = /^\s{0,3}:{3,}\s*$/;
const fenceStart = /^(`{3,}|~{3,})\s*\{?\.?([\w+#-]*)[^`]*$/;
const maximumDepth = 20;

/**
 * Reads fenced divs (`::: name` … `:::`, any number of colons from three, nested) and unindented code
 * fences. A fence hides everything in it; an indented fence stays text of the list it belongs to.
 * A div that is never closed ends with its parent, a close too many is ignored; both are warned about.
 */
export function readTree(lines: string[], warn: (message: string) => void): Node[] {
  const root: Div = { type: 'div', name: '', children: [] };
  const stack: Div[] = [root];
  const top = () => stack.at(-1) ?? root;
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    const fence = fenceStart.exec(line);
    if (fence) {
      const end = fenceEnd(lines, index + 1, fence[1] ?? '```');
      const code = lines.slice(index + 1, end);
      top().children.push({ type: 'code', language: fence[2] ?? '', lines: code });
      index = end;
    } else if (closing.test(line)) {
      if (stack.length > 1) stack.pop();
      else warn('a closing ::: without an opening one');
    } else {
      const name = opening.exec(line)?.[1]?.toLowerCase();
      if (name === undefined) {
        top().children.push({ type: 'line', text: line });
      } else if (stack.length > maximumDepth) {
        warn('divs nested too deeply');
      } else {
        const div: Div = { type: 'div', name, children: [] };
        top().children.push(div);
        stack.push(div);
      }
    }
  }
  if (stack.length > 1) warn(`::: ${top().name} is never closed`);
  return root.children;
}

/** The line that closes a fence: at least as many of the same character; the end of the text otherwise. */
export function fenceEnd(lines: string[], from: number, fence: string): number {
  for (let index = from; index < lines.length; index++) {
    const line = (lines[index] ?? '').trim();
    if (line.length >= fence.length && line === fence.charAt(0).repeat(line.length)) return index;
  }
  return lines.length;
}
