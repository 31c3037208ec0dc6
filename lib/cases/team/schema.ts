import { z } from 'zod'

const list = z.preprocess(
  (value) => (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]),
  z.array(z.uuid()).max(20, 'A care team has at most 20 members.'),
)

/** The team as it should be; `expected` is the token of the team that the page showed (`teamToken`). */
export const changeTeamInput = z.strictObject({
  caseId: z.uuid(),
  expected: z.string().max(1000),
  leadId: z.uuid('Please choose who leads.'),
  memberIds: list,
})
export type ChangeTeamInput = z.infer<typeof changeTeamInput>
