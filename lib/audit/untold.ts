/** A write says so that found everything as it should be and left it so. A transaction that wrote a row is not believed. */
export const nothingChanged = Symbol('nothing changed');

/** A write says so whose event went into the trail where the work was done. Without one in the transaction it is not believed. */
export const toldWhereDone = Symbol('told where it was done');

/** What a write says that has no event of its own to give. */
export type Untold = typeof nothingChanged | typeof toldWhereDone;

/**
 * Tables whose rows say themselves who did what and when, so that the trail does not repeat them: each pulse of learning, and
 * each showing of a recommendation. docs/decisions/0051-every-write-tells.md says why these and no others.
 */
export type OwnEvidence = 'user_progress' | 'recommendation_events';
