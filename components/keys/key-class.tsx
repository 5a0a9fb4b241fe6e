import { StatusBadge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { Stat, StatGroup } from '@/components/ui/stat';
import { count, counted, date } from '@/lib/format';
import { keyPolicy } from '@/lib/keys/policy';
import type { KeyStatus } from '@/lib/keys/status';
import { KeyVersions } from './key-versions';
import { RotateForm } from './rotate-form';
import { RotationProgress } from './rotation-progress';
import { algorithmWords, classContents } from './words';

type KeyClassProps = {
  keyClass: KeyStatus['keyClass'];
  /** The keys of the class, newest first. */
  keys: KeyStatus[];
  timeZone: string;
};

const dayLength = 86_400_000;

/** One class of values: its key against the policy, what is left of a rotation, and the versions there were. */
export function KeyClass({ keyClass, keys, timeZone }: KeyClassProps) {
  const { title } = keyPolicy[keyClass];
  const active = keys.find(({ state }) => state === 'ACTIVE');
  const total = keys.reduce((sum, { rows }) => sum + rows, 0);
  const left = total - (active?.rows ?? 0);
  return (
    <Card title={title}>
      <div className="flex flex-col gap-5">
        <p className="max-w-reading text-sm text-ink-soft">{classContents[keyClass]}</p>
        {active ? (
          <>
            <KeyAge active={active} isFirst={keys.length === 1} total={total} timeZone={timeZone} />
            {left > 0 && <RotationProgress left={left} total={total} />}
            {active.rotateAfter !== null && (
              <>
                <KeyVersions keys={keys} title={title} timeZone={timeZone} />
                <RotateForm keyClass={keyClass} version={active.version} title={title} />
              </>
            )}
          </>
        ) : (
          <p>Nothing has been sealed yet. The first value brings the first key with it.</p>
        )}
      </div>
    </Card>
  );
}

type KeyAgeProps = { active: KeyStatus; isFirst: boolean; total: number; timeZone: string };

function KeyAge({ active, isFirst, total, timeZone }: KeyAgeProps) {
  const { age, rotateAfter, createdAt, algorithm, isOverdue, isOurs, isCurrent } = active;
  const due = rotateAfter === null ? null : Date.parse(createdAt) + rotateAfter * dayLength;
  return (
    <div className="flex flex-col gap-4">
      <p>
        {!isOurs && <StatusBadge tone="critical">Wrapped by another master key</StatusBadge>}
        {isOurs && !isCurrent && (
          <StatusBadge tone="caution">Still under the previous master key</StatusBadge>
        )}
        {isOurs && isOverdue && <StatusBadge tone="caution">Due for rotation</StatusBadge>}
        {isOurs && !isOverdue && <StatusBadge tone="positive">Within the policy</StatusBadge>}
      </p>
      <StatGroup>
        <Stat
          label="Age of the key"
          value={counted(age, 'day')}
          note={
            due === null ? 'it is not rotated' : `of at most ${rotateAfter}; due on ${date(due, timeZone)}`
          }
        />
        <Stat
          label="Last rotation"
          value={isFirst ? 'never' : date(createdAt, timeZone)}
          note={isFirst ? 'this is the first key' : `to version ${active.version}`}
        />
        <Stat
          label="Values"
          value={algorithm === 'HS256' ? 'none' : count(total)}
          note={
            algorithm === 'HS256'
              ? `${algorithmWords[algorithm]}; it seals nothing`
              : algorithmWords[algorithm]
          }
        />
      </StatGroup>
    </div>
  );
}
