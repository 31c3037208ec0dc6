import { z } from 'zod'
import { regions } from '#lib/content/exercises/types.ts'

/** What the address of the library says; anything else shows the whole library. */
export const exerciseSearch = z.object({
  q: z.string().trim().max(80).catch(''),
  region: z.enum(regions).nullable().catch(null),
})
export type ExerciseSearch = z.infer<typeof exerciseSearch>
