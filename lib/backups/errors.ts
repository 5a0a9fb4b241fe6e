/** What was asked for cannot be had; the message says why, and what can. Nothing was changed. */
export class BackupRefusal extends Error {}

/** Something in the storage is not what was written there: damaged, exchanged, cut off, or missing. */
export class BackupDamage extends Error {
  constructor(
    readonly file: string,
    readonly reason: string,
  ) {
    super(`${file}: ${reason}`);
  }
}
