import { z } from 'zod'

/** What the address may say; anything else is as if it were not there. */
export const intakeSearch = z.object({ form: z.uuid().nullable().catch(null).default(null) })
