import 'server-only'
import { waitsForClinician } from '#lib/alerts/logs/queries.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { ownSafety } from '#lib/flags/queries.ts'
import type { BlockLevel } from '#lib/programs/block/rules.ts'
import { type LatelyOf, loggedLately } from '#lib/tracking/lately/queries.ts'
import { saidOf, standsOf, waitsOf } from './rules.ts'
import type { Stands, Waits } from './schema.ts'

/**
 * Why the plan of today waits: for the start page, the page of a session or a run and that of the program, so that all of them
 * say the same. The caller has checked that the case is the actor's. `today`: the patient's.
 * `quiet`: nobody reads the page yet, so that its words stay unread.
 */
export async function whyWaits(tx: Tx, of: LatelyOf & { quiet?: boolean }, now: Date): Promise<Waits> {
  const lately = await loggedLately(tx, of)
  const safety = await ownSafety(tx, of.caseId, { today: of.today, now })
  const said = saidOf(safety)
  const shown = said?.message && !of.quiet ? said.level : null
  const clinician = await waitsForClinician(tx, of, shown, now)
  return waitsOf({ caseId: of.caseId, today: of.today, lately, safety, ...clinician })
}

/** The same without the words, for whoever treats her. `blockLevel`: of `caseSafety`. */
export async function whyStands(tx: Tx, of: LatelyOf, blockLevel: BlockLevel, now: Date): Promise<Stands> {
  const lately = await loggedLately(tx, of)
  return standsOf({ lately, blockLevel, ...(await waitsForClinician(tx, of, null, now)) })
}
