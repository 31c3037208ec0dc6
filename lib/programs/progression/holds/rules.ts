import { noRuns } from '#lib/programs/plan-week/rules.ts'
import type { MissedWords } from '../missed/rules.ts'
import type { LoadWeek, RunWeek } from '../run-week/schema.ts'

/** What was read of the runs of a phase on a day. */
export type RunsToday = {
  readonly runWeek: RunWeek | null
  readonly loadWeek: LoadWeek | null
  readonly missed: MissedWords | null
}

/** The rows of runs and jumps that hold, null where they follow the calendar; and whether no run is planned, nor what goes around one. */
export function heldRows({ runWeek, loadWeek, missed }: RunsToday, runStop: boolean) {
  const row = missed?.runsWait ? noRuns : (runWeek?.week ?? loadWeek?.week ?? null)
  return { runWeek: row, jumpWeek: loadWeek?.jumpWeek ?? null, runsWait: runStop || row === noRuns }
}
