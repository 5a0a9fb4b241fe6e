type Area = { help: string; run: (args: string[]) => Promise<number> };

const areas = new Map<string, { summary: string; load: () => Promise<Area> }>(
  [
    ['import', 'rosters, course structure, activity, courses, catalogs'],
    ['user', 'accounts and roles'],
    ['status', 'the state of everything on one screen'],
    ['jobs', 'scheduled work'],
    ['keys', 'data keys: their age, their rotation'],
    ['audit', 'checks the trail, exports it with proofs'],
    ['performance', 'looks for what is wrong in a database'],
    ['research', 'feeds and notes that improvements rest on'],
    ['rules', 'whether what was concluded of students comes out again'],
    ['backup', 'backups, restores to any moment, drills'],
    [
      'optimizer',
      'what would make it faster: tried on a copy, applied, watched, undone; a larger term, rehearsed',
    ],
  ].map(([name = '', summary = '']) => [
    name,
    { summary, load: async () => (await import(`./ops/${name}.ts`)) as Area },
  ]),
);

const help = `Usage: npm run ops -- <area> <verb> [arguments]

Areas:
${[...areas].map(([name, { summary }]) => `  ${name.padEnd(12)} ${summary}`).join('\n')}

Every area and verb answers --help; --json prints results for programs.
Exit status: 0 done, 1 failed, 2 wrong usage.
`;

async function main([name, ...args]: string[]): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h') {
    (name === undefined ? process.stderr : process.stdout).write(help);
    return name === undefined ? 2 : 0;
  }
  const area = areas.get(name);
  if (!area) return unknown(name);
  try {
    const { help: areaHelp, run } = await area.load();
    if (args[0] === '--help' || args[0] === '-h') {
      process.stdout.write(`${areaHelp.trimEnd()}\n`);
      return 0;
    }
    return await run(args);
  } catch (error) {
    if (isMissing(error, name)) return unknown(name);
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    return 1;
  }
}

function unknown(name: string): number {
  process.stderr.write(`There is no area “${name}”.\n\n${help}`);
  return 2;
}

const isMissing = (error: unknown, name: string) =>
  error instanceof Error &&
  'code' in error &&
  error.code === 'ERR_MODULE_NOT_FOUND' &&
  error.message.split(' imported from ')[0]?.includes(`/ops/${name}.ts`) === true;

/** How long a connection that the server did not close yet may hold up the end. */
const farewell = 2_000;

main(process.argv.slice(2)).then((status) => {
  process.exitCode = status;
  setTimeout(() => process.exit(), farewell).unref();
});
