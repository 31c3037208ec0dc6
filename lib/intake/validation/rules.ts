/**
 * What is wrong with an answer in the light of the other answers: required, signature, sides, sums. The words are for
 * the patient.
 */

import { surfaceIds } from '#lib/content/intake/groups.ts'
import type { Question } from '#lib/content/intake/questionnaire.ts'
import { ageOn, type Day } from '#lib/dates.ts'
import { chooseAnAnswer, chooseAtLeastOne, fillThisIn } from '#lib/forms/unanswered.ts'
import { answerOf, sideOf } from '#lib/intake/answers/rules.ts'
import type { Answers, AnswerValue, IntakeContext } from '#lib/intake/answers/schema.ts'
import { sameName } from '#lib/intake/typed/rules.ts'
import { agesOn, birthsOf, recordedBirthId } from '#lib/patients/births/rules.ts'

const minimumAge = 16
const defaultConsentAge = 18

/** Completed years, the younger age while two dates count; null without a date of birth. */
function ageOf(answers: Answers, today: Day): number | null {
  const births = birthsOf(answerOf(answers, 'date_of_birth'), answers[recordedBirthId])
  return agesOn(births, today)[0] ?? null
}

/** Below 16 the form stops with `underAgeMessage` (clinical/intake.md 2); a day that has not come yet is a slip. */
export function isUnderAge(answers: Answers, today: Day): boolean {
  const births = birthsOf(answerOf(answers, 'date_of_birth'), answers[recordedBirthId])
  return births.some((born) => born <= today && ageOn(born, today) < minimumAge)
}

/** Below the clinic's age of consent a parent or guardian signs. */
export function guardianSigns(answers: Answers, { today, consentAge }: IntakeContext): boolean {
  const age = ageOf(answers, today)
  return age !== null && age < (consentAge ?? defaultConsentAge)
}

function signatureProblem(value: AnswerValue, answers: Answers, context: IntakeContext): string | null {
  const byGuardian = guardianSigns(answers, context)
  const name = answerOf(answers, byGuardian ? 'guardian_name' : 'full_name')
  const guardian = context.sent ? answerOf(answers, 'guardian_name') : null
  if (sameName(value, name) || sameName(value, guardian)) return null
  if (String(name ?? '').trim() === '')
    return 'Please answer the first section first: the name there is the one to sign with.'
  return byGuardian
    ? 'Your parent or guardian signs here: please type their name exactly as in the first section.'
    : 'Please type your full name exactly as in the first section.'
}

function sideProblem(value: AnswerValue, answers: Answers): string | null {
  const affected = answerOf(answers, 'affected_side')
  const sides = new Set(Array.isArray(value) ? value.map(sideOf) : [])
  if (affected === 'both' && !(sides.has('left') && sides.has('right'))) {
    return 'You told us that both knees hurt. Please mark at least one place on each side.'
  }
  if ((affected === 'left' || affected === 'right') && !sides.has(affected)) {
    return `You told us that the ${affected} knee hurts. Please mark at least one place on the ${affected} side.`
  }
  return null
}

function dateProblem(question: Question, value: string, today: Day): string | null {
  const { age, withinYears } = question.limits ?? {}
  if (age) {
    if (value > today) return 'Please check the date: it is in the future.'
    const years = ageOn(value, today)
    if (years < age.min) return 'This form is for people of 16 and over.'
    if (years > age.max) return 'Please check the year of your birth.'
  }
  if (withinYears !== undefined) {
    const last = `${Number(today.slice(0, 4)) + withinYears}${today.slice(4)}`
    if (value < today) return 'Please choose a date from today on.'
    if (value > last) return `Please choose a date within the next ${withinYears} years.`
  }
  return null
}

function atMostProblem(value: AnswerValue, otherId: string, answers: Answers): string | null {
  const other = answerOf(answers, otherId)
  if (typeof value !== 'number' || typeof other !== 'number' || value <= other) return null
  return `This cannot be more than the number of runs (${other}).`
}

/** A valid answer that does not fit the others. */
function fitProblem(
  question: Question,
  value: AnswerValue,
  answers: Answers,
  context: IntakeContext,
): string | null {
  const limits = question.limits ?? {}
  if (limits.mustBe && value !== limits.mustBe)
    return 'We can only go on when you agree to this. Please call us if you have questions.'
  if (limits.signature) return signatureProblem(value, answers, context)
  if (limits.affectedSide) return sideProblem(value, answers)
  if (limits.oneOfZones) {
    const zones = answerOf(answers, limits.oneOfZones)
    const marked = Array.isArray(zones) && zones.includes(value)
    return marked ? null : 'Please choose one of the places that you marked.'
  }
  if (limits.atMost) return atMostProblem(value, limits.atMost, answers)
  if (question.type === 'date' && typeof value === 'string')
    return dateProblem(question, value, context.today)
  return null
}

/** True when the question, being shown, needs an answer before the form can be sent. */
export function isRequired(question: Question, answers: Answers): boolean {
  const when = question.limits?.requiredWhen
  if (when && answerOf(answers, when.id) === when.is) return true
  return question.required !== 'O'
}

function missingWords(question: Question): string {
  if (question.limits?.requiredWhen)
    return 'Please enter your email address, as you chose to be reached by email.'
  if (question.type === 'multi' || question.type === 'bodychart') return chooseAtLeastOne
  return question.options.length > 0 || question.type === 'nprs' ? chooseAnAnswer : fillThisIn
}

/** What is wrong with a shown question's answer, or null. Sections are complete when no shown question has a problem. */
export function problemOf(question: Question, answers: Answers, context: IntakeContext): string | null {
  const value = answerOf(answers, question.id)
  if (value === null) return isRequired(question, answers) ? missingWords(question) : null
  return fitProblem(question, value, answers, context) ?? surfaceProblem(question.id, answers)
}

/** The six surfaces add up to exactly 100; said once, at the last of them. */
function surfaceProblem(id: string, answers: Answers): string | null {
  if (id !== surfaceIds[surfaceIds.length - 1]) return null
  const shares = surfaceIds.map((surface) => answerOf(answers, surface))
  if (!shares.every((share) => typeof share === 'number')) return null
  const total = shares.reduce((sum, share) => sum + share, 0)
  return total === 100 ? null : `The six parts must add up to 100. Now they add up to ${total}.`
}
