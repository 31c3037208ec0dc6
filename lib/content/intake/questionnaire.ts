/**
 * The questionnaire that the product shows: the sections of the specification with labels, hints and groups.
 *
 *   questionnaire.sections           // in the order of the screens
 *   questionById.get('rf_trauma')    // one question
 *   sectionById.get('sec_safety')
 *   questionGroups                   // grids and sliders: groups.ts
 *
 * Which questions are shown to one person, and what is valid, is decided in lib/intake/answers/rules.ts.
 */
import { gridLabels, optionLabels, sharedLabels } from '#lib/content/intake/labels.ts'
import { reviewQuestionIds } from '#lib/content/intake/review.ts'
import { aggravating } from '#lib/content/intake/sections/aggravating.ts'
import { consent } from '#lib/content/intake/sections/consent.ts'
import { goals } from '#lib/content/intake/sections/goals.ts'
import { health } from '#lib/content/intake/sections/health.ts'
import { identity } from '#lib/content/intake/sections/identity.ts'
import { impact } from '#lib/content/intake/sections/impact.ts'
import { intensity } from '#lib/content/intake/sections/intensity.ts'
import { location } from '#lib/content/intake/sections/location.ts'
import { mechanical } from '#lib/content/intake/sections/mechanical.ts'
import { problem } from '#lib/content/intake/sections/problem.ts'
import { recovery } from '#lib/content/intake/sections/recovery.ts'
import { running } from '#lib/content/intake/sections/running.ts'
import { safety } from '#lib/content/intake/sections/safety.ts'
import { shoes } from '#lib/content/intake/sections/shoes.ts'
import { strength } from '#lib/content/intake/sections/strength.ts'
import { surface } from '#lib/content/intake/sections/surface.ts'
import type { Anchors } from '#lib/content/intake/texts.ts'
import {
  painAnchors,
  questionHints,
  questionWordings,
  reviewMost,
  reviewWordings,
  scaleAnchors,
  sectionIntros,
} from '#lib/content/intake/texts.ts'
import type { OptionSpec, QuestionSpec, SectionSpec } from '#lib/content/intake/types.ts'
import { zones } from '#lib/content/intake/zones.ts'

const INTAKE_VERSION = 1

export interface Option {
  readonly id: string
  readonly label: string
  readonly exclusive: boolean
}

export interface Question extends Omit<QuestionSpec, 'options'> {
  readonly section: string
  readonly hint?: string
  /** The ends of a 0–10 scale. */
  readonly anchors?: Anchors
  /** Empty for questions without options; `yes` and `no` for a boolean. */
  readonly options: readonly Option[]
}

export interface Section {
  readonly id: string
  readonly title: string
  readonly intro: string
  /** From 1, the place among the screens. */
  readonly order: number
  readonly questions: readonly Question[]
}

const specs: readonly SectionSpec[] = [
  identity,
  consent,
  safety,
  problem,
  location,
  intensity,
  aggravating,
  mechanical,
  running,
  surface,
  shoes,
  recovery,
  strength,
  health,
  impact,
  goals,
]

/**
 * The questions about pain in a run are shown only to somebody who runs, so that has to be asked before them: on the
 * same screen instead of three screens later.
 */
const askedEarlier = { id: 'running_status', section: 'sec_intensity', before: 'nprs_during_run' } as const

const yesNo: readonly OptionSpec[] = [{ id: 'yes' }, { id: 'no' }]

const zoneLabels: Readonly<Record<string, string>> = Object.fromEntries(
  zones.map((zone) => [zone.id, zone.label]),
)

const startUpper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

function labelOf(questionId: string, option: OptionSpec): string {
  const own = optionLabels[questionId]?.[option.id]
  const group = questionId.startsWith('agg_') ? gridLabels[option.id] : zoneLabels[option.id]
  const label = own ?? group ?? (option.label ? startUpper(option.label) : sharedLabels[option.id])
  if (!label) throw new Error(`The option ${option.id} of ${questionId} has no label`)
  return label
}

function anchorsOf(spec: QuestionSpec): Anchors | undefined {
  return spec.type === 'nprs' ? painAnchors : scaleAnchors[spec.id]
}

function questionOf(spec: QuestionSpec, section: string): Question {
  const { options = spec.type === 'boolean' ? yesNo : [], ...rest } = spec
  const hint = questionHints[spec.id]
  const anchors = anchorsOf(spec)
  return {
    ...rest,
    section,
    wording: questionWordings[spec.id] ?? spec.wording,
    ...(hint ? { hint } : {}),
    ...(anchors ? { anchors } : {}),
    options: options.map((option) => ({
      id: option.id,
      label: labelOf(spec.id, option),
      exclusive: option.exclusive === true,
    })),
  }
}

function arranged(section: SectionSpec): readonly QuestionSpec[] {
  const stay = section.questions.filter((question) => question.id !== askedEarlier.id)
  if (section.id !== askedEarlier.section) return stay
  const moved = specs
    .flatMap((other) => other.questions)
    .filter((question) => question.id === askedEarlier.id)
  const at = stay.findIndex((question) => question.id === askedEarlier.before)
  return [...stay.slice(0, at), ...moved, ...stay.slice(at)]
}

const sections: readonly Section[] = specs.map((spec, index) => ({
  id: spec.id,
  title: spec.title,
  intro: sectionIntros[spec.id] ?? '',
  order: index + 1,
  questions: arranged(spec).map((question) => questionOf(question, spec.id)),
}))

export const questionnaire = { version: INTAKE_VERSION, sections } as const

export const sectionById: ReadonlyMap<string, Section> = new Map(
  sections.map((section) => [section.id, section]),
)

export const questions: readonly Question[] = sections.flatMap((section) => section.questions)

export const questionById: ReadonlyMap<string, Question> = new Map(
  questions.map((question) => [question.id, question]),
)

function asReviewed(question: Question): Question {
  const max = reviewMost[question.id]
  return {
    ...question,
    wording: reviewWordings[question.id] ?? question.wording,
    ...(max === undefined ? {} : { limits: { ...question.limits, max } }),
  }
}

/**
 * The reduced form before a planned review (clinical/intake.md 18.4): all safety questions and a few others. Its
 * answers are evaluated together with those of the newest intake. `reviewConfirmIds` of review.ts show the last answer
 * to confirm; no other question is filled in beforehand.
 */
export const reviewSections: readonly Section[] = sections
  .map((section) => ({
    ...section,
    questions: section.questions
      .filter((question) => section.id === 'sec_safety' || reviewQuestionIds.includes(question.id))
      .map(asReviewed),
  }))
  .filter((section) => section.questions.length > 0)
