import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Oklch = [lightness: number, chroma: number, hue: number];

const css = readFileSync(new URL('../../app/globals.css', import.meta.url), 'utf8');
const colour = String.raw`oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)`;
const declaration = new RegExp(String.raw`--color-([\w-]+): light-dark\(${colour}, ${colour}\)`, 'g');
const triple = (parts: string[]): Oklch => [Number(parts[0]), Number(parts[1]), Number(parts[2])];
const tokens = new Map(
  [...css.matchAll(declaration)].map(([, name = '', ...parts]) => [
    name,
    { light: triple(parts.slice(0, 3)), dark: triple(parts.slice(3)) },
  ]),
);

/** Relative luminance (WCAG 2) of an OKLCH colour, by way of OKLab and linear sRGB. */
function luminance([lightness, chroma, hue]: Oklch): number {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const inGamut = (channel: number) => Math.min(1, Math.max(0, channel));
  const red = inGamut(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
  const green = inGamut(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
  const blue = inGamut(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(front: string, back: string, theme: 'light' | 'dark'): number {
  const values = [front, back].map((name) => {
    const token = tokens.get(name);
    if (!token) throw new Error(`no colour named ${name}`);
    return luminance(token[theme]);
  });
  return (Math.max(...values) + 0.05) / (Math.min(...values) + 0.05);
}

const papers = ['paper', 'paper-raised', 'paper-sunken'];
const on = (backs: string[], ...fronts: string[]) =>
  fronts.flatMap((front) => backs.map((back): [string, string] => [front, back]));

const text = [
  ...on(papers, 'ink', 'ink-soft', 'accent', 'accent-strong', 'positive', 'caution', 'critical'),
  ...on(['accent-soft', 'positive-soft', 'caution-soft', 'critical-soft'], 'ink', 'ink-soft'),
  ...['accent', 'positive', 'caution', 'critical'].map((tone): [string, string] => [tone, `${tone}-soft`]),
  ...on(['accent', 'accent-strong', 'critical'], 'on-accent'),
];
const shapes = on(papers, 'focus', 'rule-strong', 'chart-1', 'chart-2', 'chart-3', 'chart-4', 'chart-5');

describe.each(['light', 'dark'] as const)('%s theme', (theme) => {
  it('knows black from white', () => {
    expect(luminance([1, 0, 0])).toBeCloseTo(1, 3);
    expect(luminance([0, 0, 0])).toBe(0);
  });

  it.each(text)('%s on %s is legible as text', (front, back) => {
    expect(contrast(front, back, theme)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(shapes)('%s on %s is visible as a shape', (front, back) => {
    expect(contrast(front, back, theme)).toBeGreaterThanOrEqual(3);
  });
});
