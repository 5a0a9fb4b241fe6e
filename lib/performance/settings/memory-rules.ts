import { atLeast, better, fine, firstOf, type Judgement, type Rule, type RuleGroup, warning } from './rule';
import { amountIn, amountOf, type Surroundings } from './setting';

const megabyte = 1024 ** 2;
/** Beyond this share of the machine the system has too little left for its own cache of files. */
const mostShared = 0.6;

const sharedBuffers: Rule = {
  name: 'shared_buffers',
  wanted: 'from 128 MB up to a quarter of the machine’s memory',
  why: 'What was read lately stays here. With enough of it the catalog, class lists and dashboards are answered without touching the disk.',
  judge: firstOf(
    atLeast(128 * megabyte, warning('Too small for more than a trial: pages wait for the disk.', '256MB')),
    (setting, { memory }) =>
      memory !== null && amountOf(setting) > mostShared * memory
        ? warning(
            'It takes most of the machine’s memory, and the system may end the database for want of it.',
          )
        : fine,
  ),
};

const effectiveCacheSize: Rule = {
  name: 'effective_cache_size',
  wanted: 'half to three quarters of the machine’s memory, at least shared_buffers',
  why: 'The planner’s idea of how much is in memory. Where it is too small, the server reads whole tables although an index would be quicker.',
  judge: (setting, around) =>
    amountOf(setting) < amountIn(around, 'shared_buffers')
      ? warning(
          'It is less than the database keeps in memory by itself, so indexes look dearer than they are.',
        )
      : fine,
};

/** Memory that every connection sorting at once would take; some seldom use any, so twice the machine is let pass. */
function sortsDoNotFit(around: Surroundings): Judgement {
  const { memory } = around;
  const all =
    amountIn(around, 'shared_buffers') + amountIn(around, 'max_connections') * amountIn(around, 'work_mem');
  return memory !== null && all > 2 * memory
    ? warning('If all connections sorted at once it would take more than twice the machine’s memory.')
    : fine;
}

const workMem: Rule = {
  name: 'work_mem',
  wanted: '4 to 64 MB',
  why: 'Memory for one sort or hash. Class lists, exports and the risk list sort thousands of rows: what does not fit goes to the disk.',
  judge: firstOf(
    atLeast(2 * megabyte, warning('Sorts of a class of a thousand go to the disk.', '8MB')),
    (_setting, around) => sortsDoNotFit(around),
    atLeast(8 * megabyte, better('8 MB hold the longest class list that the product sorts.', '8MB')),
  ),
};

const maintenanceWorkMem: Rule = {
  name: 'maintenance_work_mem',
  wanted: '64 MB or more',
  why: 'For vacuum, new indexes and restoring a backup. More of it makes each of them shorter.',
  judge: atLeast(32 * megabyte, warning('Vacuum goes through every index several times.', '128MB')),
};

const maxConnections: Rule = {
  name: 'max_connections',
  wanted: '40 to 500',
  why: 'Web servers, worker, backups and operators each hold some. Too few, and people see errors; very many slow everybody down.',
  judge: firstOf(atLeast(40, warning('The web server and the worker alone may need 40.')), (setting) =>
    amountOf(setting) > 1_000
      ? warning('So many connections cost memory and time. Put a pooler in front instead.')
      : fine,
  ),
};

export const memoryRules: RuleGroup = {
  title: 'Memory and connections',
  rules: [sharedBuffers, effectiveCacheSize, workMem, maintenanceWorkMem, maxConnections],
};
