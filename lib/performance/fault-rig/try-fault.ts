import type { Client } from 'pg';
import type { Verdict } from '../checks/check';
import { look } from './look';
import { clearRig, type Fault, type Rig } from './rig';

export type Tried = {
  fault: string;
  check: string;
  /** What must be named. */
  object: string;
  /** What the check says of it; null where it does not name it as something to act on. */
  verdict: Verdict | null;
  /** What it says of it as far as the application may look, where that was tried. */
  seenByApp: Verdict | null;
  /** It was named before anything was broken. */
  isFalseAlarm: boolean;
};

/** Makes something sound, breaks it, sees what the check names, and clears it away again. */
export async function tryFault(rig: Rig, fault: Fault): Promise<Tried> {
  const sessions: Client[] = [];
  const open = async () => {
    const session = await rig.open();
    sessions.push(session);
    return session;
  };
  const name = (object: string, verdicts: Verdict[]) =>
    verdicts.find((verdict) => verdict.object === object && isNamed(verdict)) ?? null;
  try {
    for (const sql of fault.arrange) await rig.owner.query(sql);
    const before = await look(rig.database, fault.check, fault.later);
    const object = await fault.inject({ ...rig, open });
    const verdict = name(object, await look(rig.database, fault.check, fault.later));
    const seenByApp = rig.app && name(object, await look(rig.app, fault.check, fault.later));
    const isFalseAlarm = name(object, before) !== null;
    return { fault: fault.name, check: fault.check.name, object, verdict, seenByApp, isFalseAlarm };
  } finally {
    // A session that waits cannot be asked to go: its connection is ended under it.
    await Promise.all(sessions.map((session) => session.end()));
    await clearRig(rig);
  }
}

const isNamed = ({ state }: Verdict) => state === 'warning' || state === 'critical';
