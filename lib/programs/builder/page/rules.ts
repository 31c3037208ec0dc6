import type { Limits } from '#lib/content/limits/index.ts'
import { templateById } from '#lib/content/programs/index.ts'
import { type Day, timeText } from '#lib/dates.ts'
import type { Reach } from '#lib/patients/reach/rules.ts'
import { pausedDays } from '#lib/programs/active/rules.ts'
import type { ActiveProgram, PausedSpan } from '#lib/programs/active/schema.ts'
import type { BlockLevel } from '#lib/programs/block/rules.ts'
import { choiceOf, goesOnFrom, type PhaseFacts, withoutImpact } from '#lib/programs/entry/rules.ts'
import { beginView, type Readings } from '#lib/programs/entry/words/rules.ts'
import { type Has, hasFromAnswers } from '#lib/programs/fit/rules.ts'
import { onlyLowers } from '#lib/programs/lowering/rules.ts'
import { impactPermission } from '#lib/programs/permission/rules.ts'
import { loadWeekText, runWeekText } from '#lib/programs/progression/run-week/rules.ts'
import type { LoadWeek, RunWeek } from '#lib/programs/progression/run-week/schema.ts'
import { carefulNames, type PublishFacts, publishBlockers } from '#lib/programs/publishing/rules.ts'
import { weekOfPhase } from '#lib/programs/rules.ts'
import { runsElsewhereText } from '#lib/programs/run-plan/rules.ts'
import type { ProgramVersionContent } from '#lib/programs/schema.ts'
import { seenOf } from '#lib/programs/seen/rules.ts'
import { versionDiff } from '#lib/programs/version/rules.ts'
import { builderPhase, overlongPhases, phaseLines } from '../rules.ts'
import type { BuilderView, CurrentView, PublishView } from '../schema.ts'

/** What the page is drawn from, whatever is on it. */
export type Shown = {
  readonly target: {
    readonly caseId: string
    readonly patientId: string
    readonly reach: Reach
    readonly timeZone: string
    readonly today: Day
    readonly limits: Limits
    readonly answers: Readonly<Record<string, unknown>>
    readonly atClinic: boolean
  }
  readonly active: ActiveProgram | null
  /** Null where nothing is drafted, and nobody runs or jumps in what holds. */
  readonly facts: PublishFacts | null
  readonly blockLevel: BlockLevel
  readonly program: { readonly version: number; readonly phasePosition: number } | null
  /** Days of the week on which other treatments plan runs. */
  readonly runDaysElsewhere: readonly string[]
  /** Of the phase that somebody asks for. */
  readonly phaseKey: string | undefined
}

export type DraftSide = {
  readonly draft: {
    readonly id: string
    readonly number: number
    readonly version: number
    readonly createdAt: Date
    readonly savedAt: Date
    readonly content: ProgramVersionContent
  }
  readonly facts: PublishFacts
  /** The newest published version; null for a first one. */
  readonly newest: { readonly number: number; readonly content: ProgramVersionContent } | null
  readonly runStopId: string | null
  readonly entry: PhaseFacts & { readonly readings: Readings }
}

export type Running = {
  readonly active: ActiveProgram
  readonly pauses: readonly PausedSpan[]
  readonly runWeek: RunWeek | null
  readonly loadWeek: LoadWeek | null
  /** Since when another treatment stops running here, too. */
  readonly stopped: Day | null
}

/** The phase that is asked for; the one that the patient is in else, or the first. */
const phaseOf = ({ phases }: ProgramVersionContent, wanted: string | undefined, hereKey: string | null) =>
  phases.find((phase) => phase.key === wanted) ?? phases.find((phase) => phase.key === hereKey) ?? phases[0]

/** What she has to train with; at the clinic that is everything. */
function hasOf({ answers, atClinic }: Shown['target']): Has {
  const told = hasFromAnswers(answers)
  return atClinic ? { ...told, equipment: null } : told
}

/** The draft in the builder; null for one without a phase. */
export function draftView(of: Shown, side: DraftSide, now: Date): BuilderView | null {
  const { target, active, blockLevel, phaseKey } = of
  const { draft, newest } = side
  const hereKey = active?.phaseKey ?? null
  const phase = phaseOf(draft.content, phaseKey, hereKey)
  if (!phase) return null
  const has = hasOf(target)
  return {
    caseId: target.caseId,
    versionId: draft.id,
    number: draft.number,
    version: draft.version,
    saved: timeText(draft.savedAt, target.timeZone, now),
    begunAt: draft.createdAt,
    templateName: templateById(draft.content.templateId ?? '')?.title ?? null,
    phases: phaseLines(draft.content, hereKey),
    phase: builderPhase(phase, has, blockLevel, target.limits),
    seen: seenOf(draft.content, phase),
    has: { minutes: has.minutes, days: has.days },
    changes: newest ? { number: newest.number, list: versionDiff(newest.content, draft.content) } : null,
    publish: publishView(of, side),
  }
}

function publishView({ target, active, program, runDaysElsewhere }: Shown, side: DraftSide): PublishView {
  const { facts, newest, runStopId, entry } = side
  const { content } = side.draft
  const goesOn = goesOnFrom(active, newest, program?.phasePosition ?? 0)
  // By the day that is chosen it takes the place of one or the other; publishing asks again.
  const lowered = [active, newest].find((one) => one && onlyLowers(one.content, content))
  const present = content.phases.find((phase) => phase.key === active?.phaseKey) ?? content.phases[0]
  return {
    blockers: publishBlockers(content, facts, lowered?.content),
    today: target.today,
    phaseKey: present?.key ?? '',
    programVersion: program?.version ?? 1,
    begins: content.phases.map((phase) => {
      const choice = choiceOf(content, phase, goesOn, entry, target.limits)
      return beginView({ ...choice, checks: withoutImpact(choice.checks) }, target.caseId, entry.readings)
    }),
    impact: impactPermission(content, facts.examined),
    careful: {
      names: carefulNames(content, facts.careful),
      known: !facts.careful.notKnown.includes('pregnancy'),
    },
    first: newest === null,
    upcoming: active?.upcoming ?? null,
    runStopId,
    runsElsewhere: runsElsewhereText(
      content.phases.flatMap(({ items }) => items),
      runDaysElsewhere,
    ),
    overlong: overlongPhases(content.phases, hasOf(target).minutes),
    patient: { id: target.patientId, reach: target.reach },
  }
}

/** The program that runs; null for one without a phase. */
export function currentView(
  of: Shown,
  { active, pauses, runWeek, loadWeek, stopped }: Running,
): CurrentView | null {
  const { target, facts, blockLevel, program, phaseKey, runDaysElsewhere } = of
  const phase = phaseOf(active.content, phaseKey, active.phaseKey)
  if (!phase) return null
  const week = weekOfPhase(active.phaseStartedOn, target.today, pausedDays(pauses, target.today))
  return {
    number: active.number,
    startsOn: active.startsOn,
    upcoming: active.upcoming,
    phases: phaseLines(active.content, active.phaseKey),
    phase: builderPhase(phase, hasOf(target), blockLevel, target.limits),
    hereKey: active.phaseKey,
    phaseStartedOn: active.phaseStartedOn,
    week,
    runWeek: runWeek ? runWeekText(runWeek) : loadWeekText(loadWeek, week),
    paused: active.paused,
    blockLevel,
    runsStoppedSince: stopped,
    runsElsewhere: runsElsewhereText(phase.key === active.phaseKey ? phase.items : [], runDaysElsewhere),
    impactAgainst: facts ? impactPermission(active.content, facts.examined).against : [],
    programVersion: program?.version ?? 1,
  }
}
