import 'server-only'
import { clinicCalendar } from '#lib/clinic/hours/rules.ts'
import type { Block, Urgency } from '#lib/content/flags/types.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { readRecordedBirth } from '#lib/patients/births/queries.ts'
import { withRecord } from '#lib/patients/births/rules.ts'
import { blockLevel, stateOf, unresolvedLevel } from './history/rules.ts'
import { numberToCall, type PatientMessages, patientMessages, pausedLines } from './messages/rules.ts'
import { bearsOnCaseSql, flagsBearingSql } from './responses/policy.ts'
import { type SafetyScreen, safetyScreen } from './screen/rules.ts'
import { isOpenAt } from './targets/rules.ts'

export type CaseSafety = {
  blockLevel: Block
  unresolvedLevel: Urgency | 'none'
  screen: SafetyScreen
  /** Ids of the flags that block, strongest first; for the physio only. */
  blocking: string[]
}

/** Which flags bear on a case, as a `where`. Throws NotFound for a case that the actor does not see. */
export async function bearingOn(
  tx: Tx,
  { clinicId, caseId }: { clinicId: string; caseId: string },
): Promise<{ clinicId: string; id: { in: string[] } }> {
  const [found] = await tx.$queryRaw<{ ids: string[] }[]>`
    SELECT ARRAY(SELECT f.id FROM ${flagsBearingSql}) AS ids FROM "Case" c
    WHERE c."clinicId" = ${clinicId}::uuid AND c.id = ${caseId}::uuid`
  if (!found) throw new NotFound('case')
  return { clinicId, id: { in: found.ids } }
}

/**
 * What the flags of a case and its newest safety answers allow today, for a member of the care team. Computed on every
 * read, so that no stored copy can go stale. `today`: the patient's day.
 */
export async function caseSafety(
  tx: Tx,
  target: { clinicId: string; caseId: string; patientId: string },
  today: string,
): Promise<CaseSafety> {
  const rows = await tx.redFlag.findMany({
    where: await bearingOn(tx, target),
    select: { flagId: true, supersededAt: true, resolvedAt: true, block: true },
  })
  const flags = rows.map((row) => ({ flagId: row.flagId, state: stateOf(row), block: row.block }))
  const screen = await newestScreen(tx, target, today)
  const open = flags.filter((flag) => flag.state === 'unresolved')
  return {
    blockLevel: blockLevel(flags, { safetyScreenIncomplete: !screen.complete }),
    unresolvedLevel: unresolvedLevel(flags),
    screen,
    blocking: [
      ...open.filter((flag) => flag.block === 'programme'),
      ...open.filter((flag) => flag.block === 'impact'),
    ].map((flag) => flag.flagId),
  }
}

/** The newest complete set of safety answers: from the intake that opened the case or a review form asked since. */
async function newestScreen(
  tx: Tx,
  target: { clinicId: string; caseId: string; patientId: string },
  today: string,
): Promise<SafetyScreen> {
  const forms = await tx.$queryRaw<{ answers: Record<string, never>; on: string }[]>`
    SELECT a.answers, to_char(i."submittedAt" AT TIME ZONE c."timeZone", 'YYYY-MM-DD') AS "on"
    FROM "Intake" i JOIN "IntakeAnswers" a ON a."clinicId" = i."clinicId" AND a."intakeId" = i.id
    JOIN "Clinic" c ON c.id = i."clinicId"
    WHERE i."clinicId" = ${target.clinicId}::uuid AND i."patientId" = ${target.patientId}::uuid AND i."submittedAt" IS NOT NULL
      AND (i."caseId" = ${target.caseId}::uuid
        OR i.id = (SELECT k."intakeId" FROM "Case" k WHERE k."clinicId" = i."clinicId" AND k.id = ${target.caseId}::uuid))
    ORDER BY i."submittedAt" DESC LIMIT 5`
  const recorded = await readRecordedBirth(tx, target)
  const screens = forms.map((form) => safetyScreen(withRecord(form.answers, recorded), form.on, today))
  return screens.find((screen) => screen.complete) ?? screens[0] ?? safetyScreen({}, null, today)
}

export type OwnSafety = {
  blockLevel: Block
  /** What the patient reads; null when nothing is unresolved that has words. */
  messages: PatientMessages | null
  /** The number to call now about it. */
  call: string
  /** What she reads when her plan is paused, by a flag or by her physio. */
  paused: readonly string[]
}

const ownEffects = (tx: Tx, caseId: string) => tx.$queryRaw<{ flagId: string; block: Block }[]>`
  SELECT f."flagId", f.block::text AS block FROM own_flag_effects() f
  JOIN "Case" c ON c.id = ${caseId}::uuid AND ${bearsOnCaseSql}`

const blockOf = (effects: readonly { flagId: string }[]): Block =>
  blockLevel(effects.map(({ flagId }) => ({ flagId, state: 'unresolved' as const })))

/** What the patient's own unresolved flags block. */
export const ownBlock = async (tx: Tx, caseId: string): Promise<Block> =>
  blockOf(await ownEffects(tx, caseId))

/** What the patient's own unresolved flags do to her day. Returns words and a block, never a flag. */
export async function ownSafety(
  tx: Tx,
  caseId: string,
  options: { minor: boolean; now: Date },
): Promise<OwnSafety> {
  const effects = await ownEffects(tx, caseId)
  const clinic = await tx.clinic.findFirstOrThrow({
    where: { cases: { some: { id: caseId } } },
    select: {
      ...{ phone: true, emergencyNumber: true, outOfHoursPhone: true },
      ...{ timeZone: true, openingHours: true },
    },
  })
  const numbers = {
    ...{ clinicPhone: clinic.phone, emergencyNumber: clinic.emergencyNumber },
    outOfHoursPhone: clinic.outOfHoursPhone,
  }
  const messages = patientMessages(
    effects.map((effect) => effect.flagId),
    numbers,
    { minor: options.minor, log: true },
  )
  const isOpen = isOpenAt(options.now, clinicCalendar(clinic.timeZone, clinic.openingHours))
  const silent = messages.message === null && messages.lines.length === 0
  const call = numberToCall(messages.level, numbers, isOpen)
  return {
    ...{ blockLevel: blockOf(effects), messages: silent ? null : messages },
    ...{ call, paused: pausedLines(numbers, call) },
  }
}
