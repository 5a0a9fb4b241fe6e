/** Lets a wide table fit on a sheet of paper: smaller, closer, without the signs for sorting. */
export const printedTable =
  'print:[&_table]:text-xs print:[&_td]:px-1.5 print:[&_th]:px-1.5 print:[&_th_svg]:hidden';
