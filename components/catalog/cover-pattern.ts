export const motifs = ['waves', 'arcs', 'rays', 'steps'] as const;
export const inks = ['text-chart-1', 'text-chart-2', 'text-chart-3', 'text-chart-4', 'text-chart-5'] as const;

export const coverWidth = 320;
export const coverHeight = 96;

export type Pattern = { motif: (typeof motifs)[number]; ink: (typeof inks)[number]; paths: string[] };

/** A quiet drawing that belongs to a course: the same id always gives the same one. */
export function patternFor(id: string): Pattern {
  const random = numbersFrom(id);
  const pick = <T>(list: readonly [T, ...T[]]): T => list[Math.floor(random() * list.length)] ?? list[0];
  const motif = pick(motifs);
  return { motif, ink: pick(inks), paths: drawings[motif](random) };
}

type Random = () => number;
const lines = (count: number, draw: (line: number) => string) =>
  Array.from({ length: count }, (_, line) => draw(line));
const whole = (value: number) => Math.round(value);

const drawings: Record<(typeof motifs)[number], (random: Random) => string[]> = {
  waves: (random) => {
    const height = 8 + random() * 16;
    const length = 60 + random() * 60;
    return lines(7, (line) => {
      const y = whole(line * 16 + random() * 6);
      const bend = `q${whole(length / 2)} ${whole(-height)} ${whole(length)} 0`;
      return `M${whole(-random() * length)} ${y}${bend}${`t${whole(length)} 0`.repeat(8)}`;
    });
  },
  arcs: (random) => {
    const x = whole(random() * coverWidth);
    return lines(9, (line) => {
      const r = whole(18 + line * (20 + random() * 4));
      return `M${x - r} ${coverHeight}a${r} ${r} 0 0 1 ${2 * r} 0`;
    });
  },
  rays: (random) => {
    const x = whole(random() * coverWidth);
    return lines(15, (line) => {
      const angle = Math.PI * ((line + random() * 0.5) / 15);
      return `M${x} ${coverHeight}l${whole(Math.cos(angle) * 400)} ${whole(-Math.sin(angle) * 400)}`;
    });
  },
  steps: (random) => {
    const run = whole(20 + random() * 24);
    const rise = whole(7 + random() * 7);
    return lines(
      8,
      (line) => `M-10 ${coverHeight + line * 18 - 18}${`h${run}v-${rise}`.repeat(Math.ceil(340 / run))}`,
    );
  },
};

/** Numbers in [0, 1) that follow from a text (FNV-1a, then a linear congruence). */
function numbersFrom(text: string): Random {
  let state = 2_166_136_261;
  for (const character of text) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
