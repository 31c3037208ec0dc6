/**
 * Every server action of the build with a form that counts and who may send it: one file an area, put together here. An
 * action without a row, or a row without an action, fails the tests.
 */
import { accounts } from './accounts.ts'
import { assessment } from './assessment.ts'
import { cases } from './cases.ts'
import { factors } from './factors.ts'
import { intake } from './intake.ts'
import { letters } from './letters.ts'
import { notes } from './notes.ts'
import { outcomes } from './outcomes.ts'
import { patients } from './patients.ts'
import { programs } from './programs.ts'
import type { WriteRows } from './row.ts'
import { tracking } from './tracking.ts'

export { writeHandlers } from './handlers.ts'
export const writes: WriteRows = {
  ...accounts,
  ...patients,
  ...intake,
  ...cases,
  ...assessment,
  ...factors,
  ...letters,
  ...notes,
  ...outcomes,
  ...programs,
  ...tracking,
}
