import { exerciseById } from '#lib/content/exercises/index.ts'
import type { EquipmentNeed, Exercise } from '#lib/content/exercises/types.ts'
import { templateById } from '#lib/content/programs/index.ts'
import { lastStage } from '#lib/content/programs/stages.ts'
import type { Block, TemplateItem } from '#lib/content/programs/types.ts'
import { needsMet, sparedBecause, substituteByNeeds } from '#lib/exercises/rules.ts'
import { isImpactItem } from '#lib/programs/block/rules.ts'
import { defaultDose, noteOfAmount, resolveDose, timeEstimate } from '#lib/programs/dose/rules.ts'
import type { Dose } from '#lib/programs/dose/schema.ts'
import { followsRuns, isRun } from '#lib/programs/plan-week/rules.ts'
import { runStage } from '#lib/programs/running/rules.ts'
import { shortenToMinutes } from '#lib/programs/schedule/minutes/rules.ts'
import { isAfterRest, meet, scheduleWeek, timesPerWeek } from '#lib/programs/schedule/rules.ts'
import type { PlannedItem } from '#lib/programs/schedule/schema.ts'
import type { ProgramItem, ProgramPhase } from '#lib/programs/schema.ts'
import { withFirstRuns } from './first-runs/rules.ts'
import { lighterWeek, shortenedNotices, withLighterWeeks } from './fitted/rules.ts'
import { beforeJumps, type Filled, withBlocks, withRoutine } from './phases/rules.ts'
import type { Fit, FromTemplate, TemplateNotice } from './schema.ts'

const missing: Readonly<Record<EquipmentNeed, string>> = {
  mini_band: 'no mini band',
  long_band: 'no long band',
  dumbbells: 'no dumbbells',
  step: 'no step',
  ball: 'no ball',
  sliders: 'no sliders',
  foam_roller: 'no foam roller',
  decline_board: 'no decline board',
  gym_machines: 'no gym',
  bike: 'no bike',
  pool: 'no pool',
}
const daysBetween = 'On the days between'

type Chosen = {
  readonly exercise: Exercise
  readonly dose: Dose
  readonly from: Exercise | null
  readonly reason: string | null
  readonly note: string | null
  readonly stage?: number
}

/** The run of the present stage, where the item is one of the stage table. */
function stagedRun(item: TemplateItem, fit: Fit): Chosen | null {
  const row = fit.runStage === undefined ? null : runStage(fit.runStage)
  const byStage =
    item.exerciseIds.some((id) => exerciseById(id)?.dose.when === 'stage') && item.dose.kind === 'default'
  const exercise = row && byStage ? exerciseById(row.exerciseId) : null
  if (!row || !exercise) return null
  return {
    exercise,
    dose: { ...defaultDose(exercise), minutes: row.session },
    from: null,
    reason: null,
    note: null,
    stage: row.stage,
  }
}

/** Why an exercise is not proposed to this person, after its name; null when it may be. */
function keptBack(exercise: Exercise, { block = 'none', spared }: Fit): string | null {
  if (block !== 'none' && isImpactItem(exercise)) return 'runs or jumps, which a red flag stops'
  const why = spared ? sparedBecause(exercise, spared) : null
  return why && `${why}. Add it only with a reason`
}

/** The exercise for an item: the first alternative at hand, else the nearest regression at hand with its own dose. */
function choose(item: TemplateItem, fit: Fit): Chosen | null {
  const staged = stagedRun(item, fit)
  if (staged && keptBack(staged.exercise, fit) === null) return staged
  const wanted = item.exerciseIds
    .flatMap((id) => exerciseById(id) ?? [])
    .filter((exercise) => keptBack(exercise, fit) === null)
  const atHand = wanted.find((exercise) => needsMet(exercise, fit.equipment, fit.atClinic))
  if (atHand) {
    const dose = resolveDose(item, atHand)
    return { exercise: atHand, dose, from: null, reason: null, note: item.note ?? noteOfAmount(atHand) }
  }
  for (const original of wanted) {
    const exercise = substituteByNeeds(original, fit.equipment, fit.atClinic)
    const lacking = original.needs.find((need) => !fit.equipment.includes(need))
    if (exercise && keptBack(exercise, fit) === null)
      return {
        exercise,
        dose: defaultDose(exercise),
        from: original,
        reason: lacking ? missing[lacking] : null,
        note: null,
      }
  }
  return null
}

type Draft = { readonly planned: PlannedItem; readonly template: TemplateItem; readonly chosen: Chosen }

function draftsOf(phase: Filled, fit: Fit, notices: TemplateNotice[]): Draft[] {
  const drafts: Draft[] = []
  for (const { key, template } of phase.items) {
    const chosen = choose(template, fit)
    const original = exerciseById(template.exerciseIds[0] ?? '')
    if (!chosen) {
      const why = original && keptBack(original, fit)
      const text = why
        ? `${original.name} was left out: it ${why}.`
        : `${original?.name ?? 'An exercise'} was left out: the equipment is missing and no easier exercise does without it. Choose one.`
      notices.push({ kind: 'left_out', phaseKey: phase.id, exerciseId: original?.id ?? null, text })
      continue
    }
    const { exercise, from, reason } = chosen
    const planned: PlannedItem = {
      key,
      exercise,
      frequency: template.frequency,
      fromWeek: template.fromWeek,
      untilWeek: template.untilWeek,
      minutes: timeEstimate(chosen.dose, exercise),
      onDaysBetween: template.note === daysBetween,
      staged: chosen.stage !== undefined,
    }
    const twin = from && drafts.find((d) => d.planned.exercise.id === exercise.id && meet(d.planned, planned))
    if (twin) {
      const text = `${exercise.name} would stand for ${from.name} (${reason}), but is already in this phase.`
      notices.push({ kind: 'doubled', phaseKey: phase.id, exerciseId: from.id, text })
      continue
    }
    if (from)
      notices.push({
        kind: 'replaced',
        phaseKey: phase.id,
        exerciseId: from.id,
        text: `${exercise.name} stands for ${from.name}: ${reason}.`,
      })
    drafts.push({ planned, template, chosen })
  }
  return drafts
}

function perWeekOf({ frequency }: TemplateItem): ProgramItem['perWeek'] {
  if (frequency.kind === 'weekly') return { min: frequency.min, max: frequency.max }
  if (frequency.kind === 'each_run') return null
  const times = timesPerWeek(frequency)
  return { min: times, max: times }
}

function itemOf({ planned, template, chosen }: Draft, days: ProgramItem['days']): ProgramItem {
  const { exercise, dose, from, reason, note } = chosen
  return {
    key: planned.key,
    exerciseId: exercise.id,
    ...dose,
    loadKg: null,
    loadNote: null,
    days,
    perWeek: perWeekOf(template),
    fromWeek: template.fromWeek,
    untilWeek: template.untilWeek,
    optional: template.optional,
    stage: chosen.stage ?? null,
    note,
    replacedFrom: from?.id ?? null,
    replacedReason: from ? reason : null,
  }
}

/**
 * Why an item found no day. Where the runs by stages take every day the stages go on alone, three a week (6.2); after them the distance
 * is built up, and another run takes the place of one of them (6.4).
 */
function leftOutText(item: PlannedItem | undefined, all: readonly PlannedItem[]): string {
  const name = item?.exercise.name ?? 'An exercise'
  const afterStages =
    item && !item.staged && isRun(item.exercise.id) && all.some((one) => one.staged && meet(one, item))
  if (afterStages)
    return `${name} was left out: the runs by stages have their days first. From stage ${lastStage} on put it in the place of one of them.`
  const rested = item && isAfterRest(item.exercise) ? ' and no hard leg strength is on the day before' : ''
  return `${name} was left out: no day is free for it, so that the rest days stay${rested}.`
}

function phaseOf(phase: Filled, fit: Fit, notices: TemplateNotice[]): ProgramPhase {
  const drafts = draftsOf(phase, fit, notices)
  const week = scheduleWeek(
    drafts.map((draft) => draft.planned),
    fit.daysAvailable,
    phase.params.sessionsPerWeek,
  )
  for (const { key, wanted, given } of week.reduced) {
    const planned = drafts.find((draft) => draft.planned.key === key)?.planned
    const exercise = planned?.exercise
    const text =
      given === 0
        ? leftOutText(
            planned,
            drafts.map((draft) => draft.planned),
          )
        : `${exercise?.name ?? 'An exercise'}: ${given} instead of ${wanted} days a week, so that the rest days stay.`
    notices.push({ kind: 'fewer_days', phaseKey: phase.id, exerciseId: exercise?.id ?? null, text })
  }
  const items = drafts.flatMap((draft) => {
    const days = week.days.get(draft.planned.key) ?? []
    return days.length === 0 ? [] : itemOf(draft, days === 'each_run' ? days : [...days])
  })
  const onDays = items.filter(({ days }) => days !== 'each_run')
  const short = shortenToMinutes(onDays, fit.minutesPerSession, fit.daysAvailable)
  const kept = new Map(short.items.map((item) => [item.key, item]))
  notices.push(...shortenedNotices(phase.id, onDays, kept, fit.minutesPerSession))
  const fullest = short.overfull.reduce((most, { minutes }) => Math.max(most, minutes), 0)
  if (fullest > 0)
    notices.push({
      kind: 'overfull',
      phaseKey: phase.id,
      exerciseId: null,
      text: `${phase.name} takes up to ${Math.round(fullest)} minutes a day; ${fit.minutesPerSession} are available. Take something out.`,
    })
  return {
    key: phase.id,
    name: phase.name,
    weeks: phase.weeks,
    params: phase.params,
    items: withLighterWeeks(
      items.flatMap((item) => (item.days === 'each_run' ? item : (kept.get(item.key) ?? []))),
      drafts.filter(({ template }) => template.note === lighterWeek).map(({ planned }) => planned.key),
    ),
  }
}

/** Where the weeks follow from the runs, three a week lead on: fewer leave the next phase to the physio (5.9). */
function fewRuns(notices: readonly TemplateNotice[]): TemplateNotice[] {
  const fewer = notices.find(
    ({ kind, phaseKey, exerciseId }) =>
      kind === 'fewer_days' && followsRuns(phaseKey) && exerciseId !== null && isRun(exerciseId),
  )
  const text =
    'Fewer than three runs a week: these weeks cannot be completed by their rules, which count three runs a week with a rest day between. Find more days, or decide yourself when the next phase begins.'
  return fewer ? [{ kind: 'few_runs', phaseKey: fewer.phaseKey, exerciseId: null, text }] : []
}

/**
 * A program for this person from a template: exercises at hand, doses, days with rest, minutes kept. `notices` tell what
 * was changed and what the physiotherapist still decides. Null for a template that does not exist.
 */
export function fromTemplate(
  templateId: string,
  fit: Fit,
  blocks: readonly Block[] = [],
): FromTemplate | null {
  const template = templateById(templateId)
  if (!template) return null
  const notices: TemplateNotice[] = []
  const blockIds = [...(template.blocks ?? []), ...blocks.map(({ id }) => id)]
  const filled = template.phases.map((phase, at) => withRoutine(withBlocks(phase, at, blocks), blockIds, fit))
  const drafted = beforeJumps(filled, fit, notices).map((phase) => phaseOf(phase, fit, notices))
  notices.push(...fewRuns(notices))
  const phases = withFirstRuns(drafted, template, fit, notices)
  return { content: { templateId, phases }, notices }
}
