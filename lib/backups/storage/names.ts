const plainName = /^[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/;

/** @throws Error when it is no name for a stored file: none leads out of its folder */
export function checkedName(name: string): string {
  if (!plainName.test(name)) throw new Error(`“${name}” is no name for a stored file.`);
  return name;
}
