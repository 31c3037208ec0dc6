import { z } from 'zod'
import { isTimeZone } from '#lib/dates.ts'

export const UNKNOWN_ZONE = 'This time zone is not known. It looks like Europe/Zurich.'
/** IANA name of a time zone. Whether PostgreSQL knows it too is asked when it is saved. */
export const timeZone = z.string('Choose a time zone.').max(60).refine(isTimeZone, UNKNOWN_ZONE)
