import { z } from 'zod'
import { kneeMeasures } from '#lib/content/outcomes/types.ts'

export const kneeMeasureInput = z.strictObject({
  caseId: z.uuid(),
  kneeMeasure: z.enum(kneeMeasures, 'Choose one knee measure.'),
})
export type KneeMeasureInput = z.output<typeof kneeMeasureInput>
