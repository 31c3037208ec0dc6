import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { readCaseFrame } from '#lib/cases/queries.ts'
import { caseSideOptions } from '#lib/cases/schema.ts'
import { type Day, fromDbDate, fullDayText } from '#lib/dates.ts'
import { readAs, type Tx } from '#lib/db/as-actor.ts'
import { type ClinicNumbers, fillNumbers } from '#lib/flags/messages/rules.ts'
import { numbersOf } from '#lib/intake/drafts/messages/rules.ts'
import { readLimits } from '#lib/limits/values/queries.ts'
import { SEVERE } from '#lib/tracking/entries/rules.ts'
import { activeProgram } from '../active/queries.ts'
import type { PlainPhase } from '../plain/schema.ts'
import { presentPhase, standsNow } from '../present/queries.ts'
import { goesOnAlone } from '../rules.ts'
import { whyNoPlan } from './rules.ts'

/** What a patient takes home on paper: her plan as it holds, or as it begins, and the texts that she was given. */
export type Handout = {
  readonly caseId: string
  readonly name: string
  readonly number: string
  /** "Clinic on the hill, phone 044 000 00 01" */
  readonly clinic: string
  /** "Left knee" */
  readonly knee: string
  /** "As of 3 March 2026", "From 9 March 2026". */
  readonly dayText: string
  /** Null while nothing of it may be done; `why` says so to whoever prints. */
  readonly phase: PlainPhase | null
  readonly why: string | null
  readonly explanations: readonly string[]
  readonly advice: readonly string[]
  /** Whom to call, as it stands in a sentence. */
  readonly numbers: ClinicNumbers
  /** From where on a pain is called about: as in every log, and earlier where the clinic says so of a form or a morning. */
  readonly severeFrom: number
}

/** For the team, whose patient may have no account. Throws NotFound for whoever may not read the case. */
export function programHandout(actor: Actor, caseId: string, now: Date = new Date()): Promise<Handout> {
  return readAs(actor, async (tx) => {
    const frame = await readCaseFrame(tx, actor, caseId, 'handout', now)
    const { patientId, zone: timeZone, today, status } = frame
    const of = { clinicId: actor.clinicId, caseId, patientId, timeZone }
    const texts = await tx.factorRelease.findMany({
      where: { clinicId: actor.clinicId, caseId, withdrawnAt: null },
      orderBy: [{ position: 'asc' }, { itemId: 'asc' }],
      select: { kind: true, text: true, heldByBlock: true },
    })
    const clinic = await tx.clinic.findFirstOrThrow({
      where: { id: actor.clinicId },
      select: { name: true, phone: true, emergencyNumber: true, outOfHoursPhone: true },
    })
    const { severe_pain_nprs } = await readLimits(tx, actor.clinicId)
    const holds = await activeProgram(tx, caseId, today)
    const day = holds ? today : await firstDay(tx, of)
    const active = holds ?? (day ? await activeProgram(tx, caseId, day) : null)
    const stands = await standsNow(tx, { ...of, today }, now)
    const alone = active !== null && status === 'discharged' && goesOnAlone(active.content)
    const why = whyNoPlan({ status, alone, begun: active !== null, stands })
    const numbers = numbersOf(clinic)
    const knee = caseSideOptions.find(({ value }) => value === frame.banner.side)?.label ?? ''
    // As on her phone: whom to call is filled in when it is read, and nothing encourages running while a flag blocks.
    const given = (kind: string) =>
      texts
        .filter((one) => one.kind === kind && !(one.heldByBlock && stands.block !== 'none'))
        .map(({ text }) => fillNumbers(text, numbers))
    return {
      caseId,
      why,
      numbers: said(numbers),
      severeFrom: Math.min(SEVERE, severe_pain_nprs),
      clinic: [clinic.name, clinic.phone.trim() && `phone ${clinic.phone}`].filter(Boolean).join(', '),
      name: frame.banner.name,
      number: frame.banner.number,
      knee,
      dayText: holds || !day ? `As of ${fullDayText(today)}` : `From ${fullDayText(day)}`,
      phase:
        active && day && why === null
          ? await presentPhase(tx, { ...of, today: day }, active, stands, now)
          : null,
      explanations: given('explanation'),
      advice: given('advice'),
    }
  })
}

const said = (numbers: ClinicNumbers): ClinicNumbers => ({
  clinicPhone: fillNumbers('{clinic_phone}', numbers),
  emergencyNumber: fillNumbers('{emergency_number}', numbers),
  outOfHoursPhone: fillNumbers('{out_of_hours_phone}', numbers),
})

/** The day from which what was published last holds; null when nothing was. */
async function firstDay(
  tx: Tx,
  { clinicId, caseId }: { clinicId: string; caseId: string },
): Promise<Day | null> {
  const version = await tx.programVersion.findFirst({
    where: { clinicId, caseId, publishedAt: { not: null } },
    orderBy: { number: 'desc' },
    select: { startsOn: true },
  })
  return version?.startsOn ? fromDbDate(version.startsOn) : null
}
