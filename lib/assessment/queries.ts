import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { correctedText } from '#lib/cases/change/rules.ts'
import type { Discarded } from '#lib/cases/discarded/rules.ts'
import { type CaseFrame, readCaseFrame } from '#lib/cases/queries.ts'
import { sides } from '#lib/content/assessment/types.ts'
import { type Day, dayText, timeText } from '#lib/dates.ts'
import { readAs, type Tx } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { type ComparedRow, comparedRows } from './compare/rules.ts'
import { fullContext } from './context/rules.ts'
import { fieldText, sectionRevision } from './draft/rules.ts'
import { allFields, type FormSection, formSections, unsidedFields, unsidedIn } from './fields/schema.ts'
import { type MinimumRow, minimumRows } from './minimum/rules.ts'
import { readableAssessments } from './policy.ts'
import { type Examination, type FindingRow, findingRows, standsOut, unsidedText } from './reading/rules.ts'
import {
  assessmentsOf,
  contextNow,
  type ExaminedCase,
  everyAssessment,
  examinedCase,
  measuredIn,
  namesOf,
  newestFindings,
  type StoredAssessment,
  signedBefore,
} from './record/queries.ts'
import type { CaseFindings, Stated } from './record/schema.ts'
import { computedFindings } from './rules.ts'
import type { Raw, RawValue } from './schema.ts'
import { progressOf, type SectionProgress, unusualValues } from './stop/rules.ts'
import { warningsOf } from './warnings/queries.ts'
import type { Warnings } from './warnings/schema.ts'
import { type WellsView, wellsView } from './wells/rules.ts'

export type AssessmentListItem = Head & {
  on: Day
  recorded: number
  outstanding: { id: string; text: string }[]
}

export type StatedView = { by: string; atText: string } | null

type Head = {
  id: string
  onText: string
  by: string
  signedText: string | null
  version: number
  withdrawn: Discarded | null
}

/** What was signed before: by field, the newest value and its day. */
export type LastValues = Record<string, { text: string; onText: string; value: RawValue | null }>

type Loaded = {
  frame: CaseFrame
  target: ExaminedCase
  /** Those that count. */
  all: StoredAssessment[]
  withdrawn: StoredAssessment[]
  names: Map<string, string>
}

async function loaded(tx: Tx, actor: Actor, caseId: string, page: string, now: Date): Promise<Loaded> {
  const { answers: _, ...frame } = await readCaseFrame(tx, actor, caseId, page, now)
  const readable = readableAssessments(actor, now)
  const target = await examinedCase(tx, caseId, readable.case, now)
  const every = await everyAssessment(tx, target)
  const ids = every.flatMap(({ byId, document, withdrawn }) => [
    byId,
    ...Object.values(document.testers),
    ...[document.reviewed, document.guardian].flatMap((said) => said?.byId ?? []),
    ...(withdrawn ? [withdrawn.byId] : []),
  ])
  return {
    frame,
    target,
    names: await namesOf(tx, actor, ids),
    all: every.filter((one) => !one.withdrawn),
    withdrawn: every.filter((one) => one.withdrawn),
  }
}

function examinationOf(one: StoredAssessment, { all, target }: Pick<Loaded, 'all' | 'target'>): Examination {
  const context = contextNow(one, target)
  const values = measuredIn(one, target)
  const earlier = signedBefore(all, one).map((other) => measuredIn(other, target))
  const computed = computedFindings(values, fullContext(context, target, earlier))
  return { raw: one.document.raw, context, values, computed, limits: target.limits }
}

const headOf = (one: StoredAssessment, { target, names }: Loaded, now: Date): Head => ({
  id: one.id,
  onText: dayText(one.on, target.today),
  by: names.get(one.byId) ?? '',
  signedText: one.signedAt ? timeText(one.signedAt, target.zone, now) : null,
  version: one.version,
  withdrawn: one.withdrawn && {
    by: names.get(one.withdrawn.byId) ?? '',
    atText: timeText(one.withdrawn.at, target.zone, now),
    reason: one.withdrawn.reason,
  },
})

export type AssessmentsView = {
  frame: CaseFrame
  today: Day
  /** The newest first. */
  list: AssessmentListItem[]
  /** Entered in error or discarded, the newest first. */
  withdrawn: AssessmentListItem[]
  minimum: readonly MinimumRow[]
}

/** The assessments of a case with what stands out in each, and what is still missing before a program. */
export function caseAssessments(actor: Actor, caseId: string, now: Date): Promise<AssessmentsView> {
  return readAs(actor, async (tx) => {
    const read = await loaded(tx, actor, caseId, 'assessment', now)
    const items = (of: StoredAssessment[]) =>
      of.toReversed().map((one): AssessmentListItem => {
        const exam = examinationOf(one, read)
        return {
          ...headOf(one, read, now),
          on: one.on,
          recorded: findingRows(exam).length,
          outstanding: [...standsOut(exam)],
        }
      })
    const [list, withdrawn] = [items(read.all), items(read.withdrawn)]
    const { values, indexSide } = newestFindings(read)
    const minimum = minimumRows(new Map([...read.target.intake, ...values]), indexSide, read.target.limits)
    return { frame: read.frame, today: read.target.today, list, withdrawn, minimum }
  })
}

export type AssessmentView = Head &
  Warnings & {
    frame: CaseFrame
    /** What the case was corrected to since it was begun or signed; null where nothing, and for a withdrawn one. */
    corrected: string | null
    on: Day
    /** Discards a draft; says that a signed one was entered in error. */
    mayWithdraw: boolean
    section: FormSection
    revision: string
    raw: Raw
    exam: Pick<Examination, 'context' | 'computed' | 'limits'>
    rows: readonly FindingRow[]
    outstanding: readonly { id: string; text: string }[]
    last: LastValues
    progress: readonly SectionProgress[]
    wells: WellsView
    unusual: readonly string[]
    testers: Record<string, string>
    /** Who said that the red flags were reviewed, and when; null while nobody has, or nobody was noted. */
    reviewed: StatedView
    /** The same of the guardian's consent. */
    guardian: StatedView
    /** It was begun for another day than today: asked about at signing. */
    notToday: boolean
    minor: boolean
    /** The signed one before, to compare with. */
    previousId: string | null
  }

/** The same as `withdrawableAssessment`, for the page. */
const mayWithdraw = (actor: Actor, { onTeam, leads }: CaseFrame, one: StoredAssessment): boolean =>
  onTeam &&
  !one.withdrawn &&
  (!one.signedAt || leads || (actor.kind === 'account' && one.byId === actor.accountId))

/**
 * The values of earlier, signed examinations, each the newest of its field. What this one holds without a side stands beside
 * both sides, until one of them is recorded.
 */
function lastValues(earlier: readonly StoredAssessment[], here: StoredAssessment, today: Day): LastValues {
  const last: LastValues = {}
  for (const one of [...earlier, here]) {
    const { raw } = one.document
    const onText = dayText(one.on, today)
    for (const field of one === here ? [] : allFields) {
      const value = raw[field.name]
      const text = field.part === 'note' || value === 'not_tested' ? null : fieldText(field, value)
      if (text !== null) last[field.name] = { text, onText, value: value ?? null }
    }
    for (const { item } of unsidedFields) {
      const text = item && unsidedIn(item, raw) !== 'not_tested' ? unsidedText(item, raw) : null
      for (const side of text === null ? [] : sides)
        last[`${item?.id}_${side}`] = { text: text ?? '', onText, value: null }
    }
  }
  return last
}

/** One assessment: to be filled in while it is a draft, to be read afterwards. Throws NotFound. */
export function oneAssessment(
  actor: Actor,
  caseId: string,
  assessmentId: string,
  section: FormSection,
  now: Date,
): Promise<AssessmentView> {
  return readAs(actor, async (tx) => {
    const read = await loaded(tx, actor, caseId, 'assessment', now)
    const one = [...read.all, ...read.withdrawn].find((other) => other.id === assessmentId)
    if (!one) throw new NotFound('assessment')
    const exam = examinationOf(one, read)
    const { document } = one
    const before = signedBefore(read.all, one)
    const { raw } = document
    const stated = (said: Stated): StatedView =>
      said && {
        by: read.names.get(said.byId) ?? '',
        atText: timeText(new Date(said.at), read.target.zone, now),
      }
    const warnings = await warningsOf(tx, read.target, { id: one.id, section, raw }, before)
    return {
      ...warnings,
      stop: one.signedAt ? document.stopped : warnings.stop,
      ...headOf(one, read, now),
      frame: read.frame,
      corrected: one.withdrawn ? null : correctedText(read.frame.corrections, one.signedAt ?? one.createdAt),
      on: one.on,
      mayWithdraw: mayWithdraw(actor, read.frame, one),
      section,
      revision: sectionRevision(section, document.raw, one.on),
      raw: document.raw,
      exam: { context: exam.context, computed: exam.computed, limits: exam.limits },
      rows: findingRows(exam),
      outstanding: standsOut(exam),
      last: lastValues(before, one, read.target.today),
      progress: formSections.map((each) => progressOf(document.raw, each)),
      wells: wellsView(read.target.intake),
      unusual: unusualValues(document.raw, exam.context.weightKg),
      testers: Object.fromEntries(
        Object.entries(document.testers).map(([part, id]) => [part, read.names.get(id) ?? '']),
      ),
      reviewed: stated(document.reviewed),
      guardian: stated(document.guardian),
      notToday: one.on !== read.target.today,
      minor: exam.context.ageYears !== null && exam.context.ageYears < 18,
      previousId: before.at(-1)?.id ?? null,
    }
  })
}

type ComparedHead = Head & Pick<Examination['context'], 'affected'>

export type ComparisonView = {
  frame: CaseFrame
  /** The older one first; each with the side that hurt on its day. */
  heads: [ComparedHead, ComparedHead]
  rows: readonly ComparedRow[]
  choices: { id: string; text: string }[]
}

/** Two assessments of a case beside each other, the older first. Throws NotFound when one of them is not of this case. */
export function compareAssessments(
  actor: Actor,
  caseId: string,
  ids: { a: string; b: string },
  now: Date,
): Promise<ComparisonView> {
  return readAs(actor, async (tx) => {
    const read = await loaded(tx, actor, caseId, 'assessment', now)
    const two = read.all.filter((one) => one.id === ids.a || one.id === ids.b)
    const [a, b] = two
    if (!a || !b) throw new NotFound('assessment')
    const exams = [examinationOf(a, read), examinationOf(b, read)] as const
    return {
      frame: read.frame,
      heads: [
        { ...headOf(a, read, now), affected: exams[0].context.affected },
        { ...headOf(b, read, now), affected: exams[1].context.affected },
      ],
      rows: comparedRows(...exams),
      choices: read.all.map((one) => ({
        id: one.id,
        text: `${dayText(one.on, read.target.today)}${one.signedAt ? '' : ', draft'}`,
      })),
    }
  })
}

/** For factors, programs and reviews, in their transaction. The caller has checked that the actor reaches the case. */
export async function caseFindings(tx: Tx, actor: Actor, caseId: string, now: Date): Promise<CaseFindings> {
  const all = await assessmentsOf(tx, { clinicId: actor.clinicId, caseId })
  if (all.length === 0) return { values: new Map(), indexSide: null }
  const target = await examinedCase(tx, caseId, readableAssessments(actor, now).case, now)
  return newestFindings({ all, target })
}
