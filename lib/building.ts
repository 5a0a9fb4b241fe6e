/**
 * Whether this is the production build, which has no database. A page that is rendered once shows its outline
 * then; nobody ever gets that copy, since the page cache of a server starts empty.
 */
export const isBuilding = (): boolean => process.env.NEXT_PHASE === 'phase-production-build';
