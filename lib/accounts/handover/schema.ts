import { z } from 'zod'

/** Who gets the cases, by case: fields `to.<caseId>`; `toAll` for every case that has none of its own. */
export const handOverInput = z
  .object({ accountId: z.uuid(), toAll: z.union([z.literal(''), z.uuid()]).default('') })
  .catchall(z.union([z.literal(''), z.uuid('Choose a physio.')]))
  .transform(({ accountId, toAll, ...rest }, ctx) => {
    const byCase: Record<string, string> = {}
    for (const [key, value] of Object.entries(rest)) {
      const caseId = /^to\.([0-9a-f-]{36})$/.exec(key)?.[1]
      if (caseId && typeof value === 'string') byCase[caseId] = value
      else ctx.addIssue({ code: 'custom', path: [key], message: 'This field is not known.' })
    }
    return { accountId, toAll, byCase }
  })
export type HandOverInput = z.output<typeof handOverInput>
