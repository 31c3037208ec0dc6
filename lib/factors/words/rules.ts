/** What a physiotherapist reads about the inputs of a factor: where each came from, what is missing and how to get it. */
import { factorById } from '#lib/content/factors/index.ts'
import { patterns } from '#lib/content/factors/patterns.ts'
import { findingWords } from '#lib/content/ids/finding-words.ts'
import { derivedSpecs } from '#lib/content/intake/derived.ts'
import { questionById, reviewSections, type Section } from '#lib/content/intake/questionnaire.ts'
import { fullDayText } from '#lib/dates.ts'
import type { InputSource } from '#lib/factors/schema.ts'
import { inputAnswer, inputLabel } from '#lib/flags/cards/rules.ts'
import { visitIds } from '#lib/intake/visit-form/schema.ts'
import { isKnown } from '#lib/rules/evaluate.ts'
import type { RuleValue, RuleValues } from '#lib/rules/registry.ts'
import { noAnswer, toMeasure } from '../unanswered/rules.ts'

const levelWords = ['Not present', 'Possible', 'Present', 'Marked'] as const
export const levelText = (level: number | null): string =>
  level === null ? 'Not yet checked' : (levelWords[level] ?? 'Not present')

export const groupBandWords = {
  major: 'major',
  moderate: 'moderate',
  minor: 'minor',
  none: 'nothing found',
} as const
export const patternWords = {
  consider: 'Consider',
  possible: 'Possible',
  not_listed: 'Not listed',
} as const

export const staleWords = {
  rules: 'The rules have changed since',
  limits: 'Limits of the clinic have changed since',
} as const

const kinds: Record<InputSource['kind'], string> = {
  intake: 'Intake',
  review_form: 'Review form',
  visit_form: 'Asked at the visit',
  log: 'Log',
  assessment: 'Assessment',
  calculated: 'Calculated',
}

export const sourceText = (from: InputSource | undefined): string =>
  from ? [kinds[from.kind], from.on ? fullDayText(from.on) : null].filter(Boolean).join(', ') : ''

/** A value as the physiotherapist reads it. */
export function factorValueText(id: string, value: unknown): string {
  const known = (value ?? null) as RuleValue
  const title = typeof known === 'string' ? (factorById(known)?.title ?? patternTitles.get(known)) : undefined
  if (title !== undefined) return title
  const state = known === null ? 'missing' : isKnown(known) ? 'known' : 'no_information'
  return inputAnswer({ id, value: known, state })
}

const patternTitles = new Map(patterns.map(({ id, title }) => [id, title]))

const ownLabels: Readonly<Record<string, string>> = {
  top_pattern: 'First pattern to consider',
  top_muscle_factor: 'First finding of strength or flexibility',
  run_limit: 'Pain that a run may cause in the first phase',
}

/** What a rule read, in words; `named`: what a factor is called here. */
export const basisText = (
  basis: readonly { readonly id: string; readonly value: RuleValue }[],
  named?: (factorId: string) => string,
): { label: string; value: string }[] =>
  basis.map(({ id, value }) => ({
    label: ownLabels[id] ?? inputLabel(id),
    value:
      named && typeof value === 'string' && factorById(value) ? named(value) : factorValueText(id, value),
  }))

export interface MissingView {
  readonly id: string
  readonly label: string
  readonly how: string
  /** Opens the field that gives it; null where there is no case yet, and where nothing gives it. */
  readonly href: string | null
  /** No examination gives it. */
  readonly unknowable?: boolean
}

const definitions: ReadonlyMap<string, string> = new Map(
  derivedSpecs.map((spec) => [spec.id, spec.definition]),
)

/** Calculated of a whole family of questions, which their definitions do not name one by one. */
const families: Readonly<Record<string, RegExp>> = {
  agg_max: /^agg_/,
  surface_top_pct: /^surface_\w+_pct$/,
}

/** The answers that a factor or a calculated value is made of; an id that is not calculated is itself. */
function askedFor(id: string): readonly string[] {
  const factor = factorById(id)
  if (factor) return factor.inputs.flatMap(askedFor)
  const family = families[id]
  if (family) return [...questionById.keys()].filter((one) => family.test(one))
  const text = definitions.get(id)
  if (text === undefined) return [id]
  const ids = [...text.matchAll(/\b[a-z][a-z0-9_]*\b/g)].map((match) => match[0])
  return [...new Set(ids)].filter((one) => questionById.has(one))
}

/** One click to the finding in the assessment. */
export const findingHref = (caseId: string, field: string): string => `/cases/${caseId}/${findingPage(field)}`
const findingPage = (field: string): string => `assessment?field=${field}`

const idsIn = (list: readonly Section[]): ReadonlySet<string> =>
  new Set(list.flatMap(({ questions }) => questions.map(({ id }) => id)))
const safetyIds = idsIn(reviewSections.filter(({ id }) => id === 'sec_safety'))
const reviewIds = idsIn(reviewSections)

/** How to get what is missing, and the page of the case that has the field; null where none has. */
/** One form for all that is missing here and is asked at the visit, this one first. */
const visitPage = (id: string, list: readonly string[]): string =>
  `visit-form?ask=${[id, ...list.filter((one) => one !== id && visitIds.has(one))].join(',')}#question-${id}`

type Way = { how: string; page: string | null }

function wayTo(id: string, list: readonly string[], values: RuleValues): Way {
  const finding = findingWords(id)
  if (finding) {
    const [from, none] = [toMeasure(id, values), noAnswer(id, values)]
    if (none) return { how: none, page: null }
    return { how: 'Examine it', page: findingPage(from === id ? finding.field : from) }
  }
  if (safetyIds.has(id) || id.startsWith('flag_'))
    return { how: 'Ask the safety questions again', page: 'safety' }
  if (reviewIds.has(id)) return { how: 'Ask it in the review form', page: 'review-form' }
  if (visitIds.has(id)) return { how: 'Ask it at the visit', page: visitPage(id, list) }
  if (questionById.has(id))
    return { how: 'Only the intake asks this: ask at the visit and write it into the note', page: 'notes' }
  return { how: 'Cannot be worked out from the answers there are', page: null }
}

function missingOne(
  id: string,
  caseId: string | null,
  list: readonly string[],
  values: RuleValues,
): MissingView {
  const { how, page } = wayTo(id, list, values)
  return {
    id,
    label: ownLabels[id] ?? inputLabel(id),
    how,
    href: caseId && page ? `/cases/${caseId}/${page}` : null,
    unknowable: isFinding(id) && page === null,
  }
}

/** What is missing, each once; of a calculated value the answers that it is made of and that are missing as well. */
export function missingViews(
  ids: readonly string[],
  values: RuleValues,
  caseId: string | null,
): MissingView[] {
  const asked = ids.flatMap((id) => {
    const parts = askedFor(id).filter((part) => part === id || !isKnown(values.get(part) ?? null))
    return parts.length > 0 ? parts : [id]
  })
  return [...new Set(asked)].map((id, _, list) => missingOne(id, caseId, list, values))
}

export const isFinding = (id: string): boolean => findingWords(id) !== null
