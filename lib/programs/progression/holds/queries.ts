import 'server-only'
import { type Day, dayIn } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import type { ActiveProgram } from '#lib/programs/active/schema.ts'
import { readMissed } from '../missed/queries.ts'
import { readLoadWeek, readRunWeek } from '../run-week/queries.ts'
import { heldRows, type RunsToday } from './rules.ts'

type Target = { clinicId: string; caseId: string; patientId: string; timeZone: string }

/**
 * What holds of the runs and jumps of a program on `day`: for the start page, the program and the form of a session, so that none
 * sends her running while another says wait. `runStop`: the rules stopped running. The caller has checked the case.
 */
export async function readHolds(
  tx: Tx,
  target: Target,
  active: ActiveProgram,
  { day, runStop }: { day: Day; runStop: boolean },
  now: Date,
): Promise<RunsToday & { rows: ReturnType<typeof heldRows> }> {
  const runWeek = await readRunWeek(tx, target, active, day, now)
  const loadWeek = runWeek ? null : await readLoadWeek(tx, target, active, day, now)
  // What was missed by now says nothing of a day before.
  const missed = day === dayIn(target.timeZone, now) ? await readMissed(tx, target, active, now) : null
  const read = { runWeek, loadWeek, missed }
  return { ...read, rows: heldRows(read, runStop) }
}
