import { addDays, toDbDate } from '#lib/dates.ts'
import type { PrismaClient } from '#prisma/generated/client.ts'
import { today } from '../days.ts'

export type Base = { db: PrismaClient; clinicId: string; tag: string; now: Date }

/** What is written into a case, and by whom. */
export type CaseBase = {
  db: PrismaClient
  of: { clinicId: string; patientId: string; caseId: string }
  by: string
  canary: string
  now: Date
}

export const clinicCanary = (tag: string): string => `CANARY-${tag}-CLINIC`

/** Midnight of a day of the clinic, so many days back, as the database holds it. */
export const day = (now: Date, back: number): Date => toDbDate(addDays(today(now), -back))

/** Days until the planned review of every case: soon enough that its form is asked for. */
export const REVIEW_IN = 2
