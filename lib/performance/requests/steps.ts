/** One statement that was asked; times in milliseconds of `performance.now()`. */
export type Asked = { statement: string; sent: number; answered: number; failed: boolean };

/** More would tell no more of what took long, and what asks without end must not take memory without end. */
const mostKept = 200;

/** The statements of one piece of work in the order of their answers: the first of them, where there are very many. */
export class Steps {
  readonly first: Asked[] = [];
  leftOut = 0;

  add(asked: Asked): void {
    if (this.first.length < mostKept) this.first.push(asked);
    else this.leftOut += 1;
  }
}
