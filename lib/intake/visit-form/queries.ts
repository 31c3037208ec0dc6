import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { teamCases } from '#lib/access/cases.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { dayIn } from '#lib/dates.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { visibleIds } from '#lib/intake/answers/rules.ts'
import type { AnswerValue } from '#lib/intake/answers/schema.ts'
import { type Opening, opening } from '#lib/intake/drafts/rules.ts'
import { newestAnswers } from '#lib/intake/review-form/queries.ts'
import { unitOfRuns } from '#lib/tracking/run-logs/queries.ts'
import type { DistanceUnit } from '#lib/tracking/run-logs/schema.ts'
import { askedWith, beginsWith, without } from './rules.ts'
import { visitSection } from './schema.ts'

export type VisitFormView = {
  caseId: string
  /** For the form: sent twice it is one form. */
  id: string
  /** Everything that the form asks. */
  ask: string[]
  /** The last answers to what only opens the wanted questions, and to what is put right. */
  answers: Readonly<Record<string, AnswerValue>>
  /** Ids of the questions that are open before anything is answered. */
  shown: string[]
  opening: Opening | null
  /** What the patient measures runs in. */
  unit: DistanceUnit
}

/** The form as a physio of the care team opens it. Throws NotFound for anybody else, and without a question to ask. */
export function visitForm(
  actor: Actor,
  caseId: string,
  wanted: readonly string[],
  now: Date,
): Promise<VisitFormView> {
  return asActor(actor, async (tx) => {
    const target = await tx.case.findFirst({
      where: { AND: [teamCases(actor), { id: caseId }] },
      select: {
        patientId: true,
        patient: { select: { timeZone: true } },
        clinic: { select: { timeZone: true } },
      },
    })
    if (!target || wanted.length === 0) throw new NotFound('case')
    const { patientId, patient, clinic } = target
    const of = { clinicId: actor.clinicId, caseId, patientId }
    const before = await newestAnswers(tx, of)
    const ask = askedWith(wanted)
    const around = ask.filter((id) => beginsWith(id, wanted))
    const answers = Object.fromEntries(around.map((id) => [id, before[id] ?? null]))
    const known = { ...without(before, ask), ...answers }
    const today = dayIn(patient.timeZone ?? clinic.timeZone, now)
    const shown = visibleIds(known, today)
    const data = { page: 'visit-form', brokenGlass: false }
    await recordAudit(tx, actor, { type: 'case.read', caseId, patientId, data })
    return {
      caseId,
      id: newId(),
      ask,
      answers,
      shown: ask.filter((id) => shown.has(id)),
      opening: opening(visitSection(ask), known, today),
      unit: await unitOfRuns(tx, of),
    }
  })
}
