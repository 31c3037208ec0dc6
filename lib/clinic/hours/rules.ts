/** Opening hours as the clinic keeps them, by ISO weekday "1" (Monday) to "7": [["08:00","18:00"]]; absent = closed. */
import { z } from 'zod'
import { type ClinicCalendar, defaultHours } from '#lib/flags/targets/rules.ts'

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
export const openingHours = z.partialRecord(
  z.enum(['1', '2', '3', '4', '5', '6', '7']),
  z.array(z.tuple([time, time])).max(4),
)
export type OpeningHours = z.infer<typeof openingHours>

/** The calendar that targets are counted in. Hours that cannot be read count as the usual ones, never as always closed. */
export function clinicCalendar(zone: string, stored: unknown): ClinicCalendar {
  const parsed = openingHours.safeParse(stored)
  if (!parsed.success || Object.keys(parsed.data).length === 0) return { zone, hours: defaultHours }
  const sundayFirst = (['7', '1', '2', '3', '4', '5', '6'] as const).map((day) =>
    (parsed.data[day] ?? []).map(([open, close]) => ({ open, close })),
  )
  return { zone, hours: sundayFirst }
}
