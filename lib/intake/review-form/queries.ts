import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { teamCases } from '#lib/access/cases.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { dayIn } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { cleanAnswers, visibleIds } from '#lib/intake/answers/rules.ts'
import type { Answers, AnswerValue } from '#lib/intake/answers/schema.ts'
import { type Opening, opening } from '#lib/intake/drafts/rules.ts'
import { toldIn } from '#lib/intake/told/queries.ts'
import { withRecord } from '#lib/patients/births/rules.ts'
import { unitOfRuns } from '#lib/tracking/run-logs/queries.ts'
import type { DistanceUnit } from '#lib/tracking/run-logs/schema.ts'
import { activitiesOf, unasked } from './rules.ts'
import { questionsOf, type ReviewPart, toConfirm } from './schema.ts'

export type ReviewFormView = {
  caseId: string
  part: ReviewPart
  /** For the form: sent twice it is one form. */
  id: string
  answers: Readonly<Record<string, AnswerValue>>
  /** Ids of the questions that are open before anything is answered. */
  shown: string[]
  /** For the page to open the others by itself. */
  opening: Opening | null
  /** What the patient named at the intake, by the question that rates it. */
  activities: Readonly<Record<string, string>>
  /** What the patient measures runs in. */
  unit: DistanceUnit
}

/** The newest answers of the case: of the intake, and over it those of each later form; with the birth date of the record. */
export async function newestAnswers(
  tx: Tx,
  target: { clinicId: string; caseId: string; patientId: string },
): Promise<Answers> {
  const { forms, recorded } = await toldIn(tx, target)
  const answers: Answers = Object.assign({}, ...forms.map((form) => cleanAnswers(form.answers)))
  return withRecord(answers, recorded)
}

/** The form as a physio of the care team opens it: nothing is answered beforehand but what is only to be confirmed. */
export function reviewForm(
  actor: Actor,
  caseId: string,
  part: ReviewPart,
  now: Date,
): Promise<ReviewFormView> {
  return asActor(actor, async (tx) => {
    const target = await tx.case.findFirst({
      where: { AND: [teamCases(actor), { id: caseId }] },
      select: {
        patientId: true,
        patient: { select: { timeZone: true } },
        clinic: { select: { timeZone: true } },
      },
    })
    if (!target) throw new NotFound('case')
    const { patientId } = target
    const before = await newestAnswers(tx, { clinicId: actor.clinicId, caseId, patientId })
    const answers = Object.fromEntries(toConfirm(part).map((id) => [id, before[id] ?? null]))
    const known = { ...unasked(before, part), ...answers }
    const today = dayIn(target.patient.timeZone ?? target.clinic.timeZone, now)
    const shown = visibleIds(known, today)
    const section = questionsOf(part)
    await recordAudit(tx, actor, {
      type: 'case.read',
      caseId,
      patientId,
      data: { page: part === 'safety' ? 'safety' : 'review-form', brokenGlass: false },
    })
    return {
      caseId,
      part,
      id: newId(),
      answers,
      shown: section.questions.map((question) => question.id).filter((id) => shown.has(id)),
      opening: opening(section, known, today),
      activities: activitiesOf(before),
      unit: await unitOfRuns(tx, { clinicId: actor.clinicId, caseId }),
    }
  })
}
