import { exerciseById } from '#lib/content/exercises/index.ts'
import { addDays, type Day, daysBetween, isoWeekday } from '#lib/dates.ts'
import { rowsOfContent } from '#lib/programs/rows/rules.ts'
import { dueItems } from '#lib/programs/rules.ts'
import type { ProgramVersionContent } from '#lib/programs/schema.ts'
import type { Story } from './people.ts'
import type { Random } from './random.ts'
import { type Knee, liveDay, type Rates } from './recovery.ts'
import type { Rows } from './rows.ts'

export type Record_ = { clinicId: string; patientId: string; caseId: string }

export type CourseInput = {
  readonly rows: Rows
  readonly random: Random
  readonly of: Record_
  readonly story: Story
  readonly content: ProgramVersionContent
  readonly templateId: string
  readonly leadId: string
  /** Who enters what was logged; the patient, or a physiotherapist for her. */
  readonly enteredById: string
  readonly onBehalf: boolean
  readonly from: Day
  /** Last day with entries, today at the latest. */
  readonly until: Day
  readonly now: Date
  readonly worst: number
}

export type CourseResult = {
  readonly versions: readonly { readonly id: string; readonly on: Day }[]
  readonly sessions: number
  readonly runs: number
  readonly spikeOn: Day | null
  readonly spikeRunId: string | null
}

export const at = (day: Day, time: string): Date => new Date(`${day}T${time}:00Z`)

const ratesOf = (story: Story): Rates => {
  if (story === 'plateau') return { healing: 0.05, floor: 3.6 }
  if (story === 'referred') return { healing: 0.02, floor: 5 }
  if (story === 'discharged') return { healing: 0.045, floor: 0.3 }
  return { healing: 0.03, floor: 0.8 }
}

/** Days after the first publication on which the next version, and with it the next phase, begins. */
const steps = [0, 24, 66] as const

/** Nobody measures everything that the rules of a phase ask for; then the reason stands in the version. */
const nextNote = (phase: string) =>
  `Next phase; a little more weight.\n${phase} begins against its rules (not assessed: tests of this week): stairs, squats and step-downs were calm at the visit.`

/** The versions of one program: each begins a phase, with a little more weight than before. */
export function writeProgram(input: CourseInput) {
  const { rows, random, of, content, from, until, leadId } = input
  const programId = random.id(at(from, '08:00'))
  const started = steps
    .map((days, index) => ({ on: addDays(from, days), index }))
    .filter(({ on, index }) => on <= until && at(on, '09:05') <= input.now && index < content.phases.length)
  const versions = started.map(({ on, index }) => {
    const stronger: ProgramVersionContent = {
      ...content,
      phases: content.phases.map((phase) => ({
        ...phase,
        items: phase.items.map((item) => ({
          ...item,
          loadKg:
            item.reps && (exerciseById(item.exerciseId)?.needs ?? []).includes('dumbbells')
              ? 4 + 2 * index
              : item.loadKg,
        })),
      })),
    }
    const id = random.id(at(on, '09:00'))
    const parts = rowsOfContent(stronger, of, id, () => random.id(at(on, '09:05')))
    rows.add('ProgramVersion', {
      id,
      ...of,
      programId,
      number: index + 1,
      templateId: input.templateId,
      note: index === 0 ? 'First version.' : nextNote(stronger.phases[index]?.name ?? ''),
      createdById: leadId,
      createdAt: at(on, '06:00'),
      savedAt: at(on, '06:05'),
      publishedAt: at(on, '06:10'),
      publishedById: leadId,
      startsOn: on,
      version: 1,
    })
    rows.add('ProgramPhase', ...parts.phases)
    rows.add('ProgramItem', ...parts.items)
    const phase = stronger.phases[index]
    const phaseId = parts.phases[index]?.id
    const itemIds = new Map(
      parts.items.filter((item) => item.phaseId === phaseId).map((item) => [item.key, item.id]),
    )
    return { id, on, index, content: stronger, key: phase?.key ?? '', itemIds }
  })
  const latest = versions.at(-1)
  rows.add('Program', {
    id: programId,
    ...of,
    createdAt: at(from, '05:50'),
    activatedOn: from,
    phasePosition: latest?.index ?? 0,
    phaseStartedOn: latest?.on ?? from,
    pausedAt: null,
    version: versions.length + 1,
  })
  for (const version of versions)
    rows.add('ProgramEvent', {
      id: random.id(at(version.on, '06:10')),
      ...of,
      programId,
      kind: 'phase',
      on: version.on,
      reason: '',
      phaseKey: version.key,
      phasePosition: version.index,
      phaseStartedOn: version.on,
      byId: leadId,
      at: at(version.on, '06:10'),
    })
  return versions
}

/** Lives through the days and logs what was done and how it felt. */
export function writeCourse(input: CourseInput): CourseResult {
  const { rows, random, of, story, from, until, now } = input
  const versions = writeProgram(input)
  const rates = ratesOf(story)
  const knee: Knee = { capacity: 4.5, irritation: 0.4, sensitivity: input.worst }
  const length = daysBetween(from, until)
  const spike = story === 'flare' ? addDays(until, -Math.min(9, length - 3)) : null
  const regular = story === 'silent' || story === 'referred' ? 0.72 : 0.88
  const [runDays, longDay] = [[2, 4], 7]
  let [sessions, runs, morning, spikeRunId]: [number, number, number | null, string | null] = [
    0,
    0,
    null,
    null,
  ]
  let shoes = 'Everyday pair'
  for (let index = 0; index <= length; index += 1) {
    const day = addDays(from, index)
    const weekday = isoWeekday(day)
    const entry = (time: string) => ({
      ...of,
      logDate: day,
      note: '',
      enteredById: input.enteredById,
      onBehalf: input.onBehalf,
      recordedAt: at(day, time),
      supersedesId: null,
      supersededAt: null,
      withdrawnAt: null,
      withdrawReason: null,
      injury: null,
    })
    const past = (time: string) => at(day, time) <= now
    const pain = (context: string, score: number, time: string, more: object) => {
      if (!past(time)) return
      rows.add('PainScore', {
        id: random.id(at(day, time)),
        ...entry(time),
        context,
        score,
        at: at(day, time),
        sessionLogId: null,
        exerciseLogId: null,
        runLogId: null,
        swelling: null,
        safety: [],
        safetyAsked: false,
        ...more,
      })
    }
    const asked = { safety: ['none'], safetyAsked: true }
    if (morning !== null && (morning >= 2 || random.next() < 0.6))
      pain('next_morning', morning, '05:10', { swelling: morning >= 6 ? 'mild' : 'none', ...asked })
    const version = versions.findLast(({ on }) => on <= day)
    const due = version
      ? dueItems(version.content, { phaseKey: version.key, phaseStartedOn: version.on, date: day }).filter(
          (item) => !item.optional && exerciseById(item.exerciseId)?.region !== 'return to run',
        )
      : []
    const willTrain = due.length > 0 && random.next() < regular && past('16:40')
    const growth = Math.min(1.9, 1 + index * 0.006)
    const planned = runDays.includes(weekday) ? 3.2 * growth : weekday === longDay ? 4.4 * growth : 0
    const mayRun = index > 9 && knee.irritation < 2 && random.next() < 0.86 && past('17:50')
    const km = day === spike ? 13.5 : mayRun ? Math.round(planned * 10) / 10 : 0
    const sets = willTrain ? due.reduce((sum, item) => sum + item.sets, 0) : 0
    const felt = liveDay(knee, { km, sets }, rates)
    if (willTrain && version) {
      const sessionLogId = random.id(at(day, '16:30'))
      rows.add('SessionLog', { id: sessionLogId, ...entry('16:30'), versionId: version.id, ...asked })
      const tired = felt.during >= 6
      const logged: string[] = []
      due.forEach((item, place) => {
        const last = place === due.length - 1 && tired
        const exerciseLogId = random.id(at(day, '16:30'))
        if (!last) logged.push(exerciseLogId)
        rows.add('ExerciseLog', {
          id: exerciseLogId,
          ...of,
          sessionLogId,
          itemId: version.itemIds.get(item.key) ?? '',
          exerciseId: item.exerciseId,
          setsDone: last ? 0 : item.sets,
          repsDone: item.reps,
          holdSeconds: item.holdSeconds,
          minutes: item.minutes === null ? null : Math.round(item.minutes),
          loadKg: item.loadKg,
          rpe: last ? null : Math.min(10, (item.rpeMin ?? 5) + (place % 2)),
          skipReason: last ? 'pain' : null,
        })
      })
      // Pain is asked of each exercise; the first of the session is the one that hurts most.
      logged.forEach((exerciseLogId, place) => {
        const own = { sessionLogId, exerciseLogId }
        const less = place === 0 ? 1 : 1 + (place % 2)
        pain('during_exercise', Math.max(0, felt.during - less), '16:30', own)
        if (place === 0) pain('after_exercise', Math.max(0, felt.after - 1), '17:15', own)
      })
      sessions += 1
    }
    if (km > 0) {
      const runLogId = random.id(at(day, '17:40'))
      if (day === spike) spikeRunId = runLogId
      if (index === 40) shoes = 'New pair'
      rows.add('RunLog', {
        id: runLogId,
        ...entry('17:40'),
        km,
        minutes: Math.round(km * 6.4),
        finished: felt.during < 7,
        // A long run has no place in these phases: only who flares runs one. The Sunday run is the same easy run, a little longer.
        type: day === spike ? 'long' : index < 30 ? 'walk_run' : 'easy',
        surface: weekday === longDay ? 'trail' : 'road',
        shoes,
        settle: felt.after > felt.during ? 'no' : 'yes',
        ...asked,
      })
      pain('during_run', felt.during, '17:40', { runLogId })
      pain('after_run', felt.after, '18:20', { runLogId })
      runs += 1
    }
    if (weekday === 6 && felt.during >= 3) pain('day_worst', felt.during, '19:30', {})
    morning = sets > 0 || km > 0 ? felt.morning : null
  }
  return { versions: versions.map(({ id, on }) => ({ id, on })), sessions, runs, spikeOn: spike, spikeRunId }
}
