/** An import cannot run or go on; the message says why in a sentence for the person at the keyboard. */
export class ImportFailure extends Error {}

/** The command was called in a way that cannot be understood. */
export class UsageError extends Error {}

/** Somebody asked the import to stop; everything applied so far is complete and recorded. */
export class ImportStopped extends Error {
  constructor() {
    super('Stopped. Run the same command again to go on from here.');
  }
}
