/** The storage did not do what was asked of it. The message says which and why, and holds no secret. */
export class StorageFault extends Error {}

/** There is no object of that name. */
export class ObjectMissing extends StorageFault {}

/** There is an object of that name, and it was not written by this very call. */
export class ObjectTaken extends StorageFault {}
