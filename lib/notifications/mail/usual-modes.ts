import { definitionOf, kindNames } from '../kinds';

/** SQL for the table of kinds with how each goes out unless somebody chose otherwise. */
export const usualModes = `(SELECT kind, email::email_mode_enum FROM (VALUES ${kindNames
  .map((kind) => `('${kind}', '${definitionOf(kind).email}')`)
  .join(', ')}) AS v(kind, email))`;
