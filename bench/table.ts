/** One line of a table: a name and figures to its right. */
export const row = (name: string, ...figures: string[]): string =>
  `${name.padEnd(44)}${figures.map((figure) => figure.padStart(15)).join('')}`;
