import { z } from 'zod'
import { isDay } from '#lib/dates.ts'
import { entryReason } from '#lib/programs/course/schema.ts'

const day = z.string().refine(isDay, 'Enter a day')
const count = z.coerce.number().int().min(1).max(1_000_000)

export const publishForm = z.strictObject({
  caseId: z.uuid(),
  versionId: z.uuid(),
  /** The draft as the person saw it; a later save is looked at first. */
  version: count,
  /** The program as the person saw it: a phase that a colleague changed meanwhile is looked at first. */
  programVersion: count.optional(),
  /** First day it holds, in the patient's zone. */
  startsOn: day,
  phaseKey: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/),
  /** Why this version, for the team alone. */
  note: z.string().trim().max(500, 'At most 500 characters').default(''),
  /** Why impact exercises are permitted although their tests are not on record. */
  impactReason: z.string().trim().max(300, 'At most 300 characters').default(''),
  entryReason,
  /** The accepted stop of running that ends with it. */
  endsStopId: z.uuid().optional(),
  /** Why exercises are in it that are not proposed in pregnancy or after a birth. */
  pregnancyReason: z.string().trim().max(300, 'At most 300 characters').default(''),
})
export type PublishForm = z.infer<typeof publishForm>

/** One thing that keeps a draft from being published, in words. */
export type Blocker = {
  readonly id:
    | 'case_closed'
    | 'flags'
    | 'screen'
    | 'phones'
    | 'guardian'
    | 'minimum'
    | 'impact'
    | 'empty'
    | 'unknown_exercise'
  readonly text: string
}
