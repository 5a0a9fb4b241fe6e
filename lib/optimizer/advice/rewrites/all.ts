import type { Rule } from '../rewrite';
import { countForPage } from './count-for-page';
import { deepOffset } from './deep-offset';
import { leadingWildcard } from './leading-wildcard';
import { notInSubquery } from './not-in-subquery';
import { orAcrossColumns } from './or-across-columns';
import { randomOrder } from './random-order';
import { spillingSort } from './spilling-sort';
import { wideRows } from './wide-rows';
import { wrappedColumn } from './wrapped-column';

/** Every way in which a statement can be written worse than it could be. */
export const rules: readonly Rule[] = [
  deepOffset,
  countForPage,
  leadingWildcard,
  wrappedColumn,
  orAcrossColumns,
  notInSubquery,
  wideRows,
  randomOrder,
  spillingSort,
];
