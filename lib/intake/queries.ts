import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { questionnaire } from '#lib/content/intake/questionnaire.ts'
import { dayIn } from '#lib/dates.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { recordedBirth, withRecord } from '#lib/patients/births/rules.ts'
import type { RuleValue } from '#lib/rules/registry.ts'
import { answerOf, cleanAnswers, intakeValues, visibleQuestions } from './answers/rules.ts'
import type { AnswerValue } from './answers/schema.ts'
import { completeness, crossChecks } from './completeness/rules.ts'
import { derive } from './derived/rules.ts'
import { onBehalfOf, readableIntakes } from './policy.ts'
import { answerInWords, derivedInWords, derivedLabels } from './words/rules.ts'

export type IntakeAnswerView = {
  id: string
  question: string
  /** In words; null when it was asked and not answered. */
  answer: string | null
  value: AnswerValue
  required: boolean
}

export type IntakeView = {
  intakeId: string
  patientId: string
  status: 'draft' | 'submitted' | 'accepted' | 'referred'
  createdAt: string
  savedAt: string | null
  submittedAt: string | null
  consentAt: string | null
  /** The member of staff who filled it in for the patient. */
  filledBy: string | null
  /** Shown questions only, by section; a section that was never saved has `saved` false. */
  sections: { id: string; title: string; saved: boolean; missing: number; answers: IntakeAnswerView[] }[]
  /** "Answers disagree": rules of clinical/intake.md 18.2 that are true, with the ids they read. */
  disagreements: { text: string; rule: string; ids: string[] }[]
  derived: { id: string; label: string; text: string | null; value: RuleValue }[]
}

/**
 * The answers of one form in words, for triage, the case and the patient's own record. A sent form is read as of the
 * day it was sent. Throws NotFound; writes `intake.read`.
 */
export function intakeView(actor: Actor, intakeId: string, now: Date): Promise<IntakeView> {
  return asActor(actor, async (tx) => {
    const intake = await tx.intake.findFirst({
      where: { AND: [readableIntakes(actor, now), { id: intakeId }] },
      include: {
        answers: true,
        filledBy: { select: { name: true } },
        patient: { select: { timeZone: true, dateOfBirth: true, notBornOn: true } },
        clinic: { select: { timeZone: true, consentAge: true } },
      },
    })
    const stored = intake?.answers
    if (!intake || !stored) throw new NotFound('intake')
    await recordAudit(tx, actor, { type: 'intake.read', patientId: intake.patientId, subjectId: intakeId })
    const today = dayIn(intake.patient.timeZone ?? intake.clinic.timeZone, intake.submittedAt ?? now)
    const answers = withRecord(cleanAnswers(stored.answers), recordedBirth(intake.patient))
    const progress = completeness(answers, { today, consentAge: intake.clinic.consentAge })
    const derived = derive(intakeValues(answers, { today }), { today })
    // What is for the patient to know of a form that a colleague filled in is its content, and that it was so.
    const ownHand = onBehalfOf(actor, intake.patientId) === null
    return {
      intakeId,
      patientId: intake.patientId,
      status: intake.status,
      createdAt: intake.createdAt.toISOString(),
      savedAt: intake.savedAt?.toISOString() ?? null,
      submittedAt: intake.submittedAt?.toISOString() ?? null,
      consentAt: stored.consentAt?.toISOString() ?? null,
      filledBy: intake.filledBy?.name ?? null,
      sections: questionnaire.sections.map((section, index) => ({
        id: section.id,
        title: section.title,
        saved: stored.sections.includes(section.id) || intake.submittedAt !== null,
        missing: progress.sections[index]?.missing.length ?? 0,
        answers: visibleQuestions(section, answers, today).map((question) => ({
          id: question.id,
          question: question.wording,
          answer: answerInWords(question, answerOf(answers, question.id)),
          value: answerOf(answers, question.id),
          required: question.required !== 'O',
        })),
      })),
      disagreements: ownHand
        ? []
        : crossChecks(answers, today).map(({ text, rule, ids }) => ({ text, rule, ids: [...ids] })),
      derived: ownHand
        ? []
        : Object.entries(derivedLabels).map(([id, { label }]) => {
            const value = derived.get(id) ?? null
            return { id, label, text: derivedInWords(id, value), value }
          }),
    }
  })
}
