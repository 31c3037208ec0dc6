/** What limits the first runs of a draft: the minutes until pain, or the body mass index (clinical/programmes.md 5.7, 5.9). */
import { exerciseById } from '#lib/content/exercises/index.ts'
import { firstWeekLimit, runningPolicyOf } from '#lib/content/programs/index.ts'
import type { ProgramTemplate } from '#lib/content/programs/types.ts'
import { capital } from '#lib/programs/dose/rules.ts'
import { stageOfItem } from '#lib/programs/progression/past/rules.ts'
import { firstWeekLimited } from '#lib/programs/running/rules.ts'
import type { ProgramItem, ProgramPhase } from '#lib/programs/schema.ts'
import type { Fit, TemplateNotice } from '../schema.ts'

const drillsAndRuns: readonly string[] = ['running drill', 'return to run']
const isFirstRun = ({ exerciseId, fromWeek, days }: ProgramItem) =>
  fromWeek === 1 && days !== 'each_run' && drillsAndRuns.includes(exerciseById(exerciseId)?.region ?? '')
const number = (value: number) => `${Math.round(value * 10) / 10}`

type FirstRuns = {
  /** For the patient: what to do, and not why. */
  readonly dose: string | null
  /** For the physio. */
  readonly why: string
}

/** What limits the first runs of a program; null when nothing does. */
function firstRunsOf(template: ProgramTemplate, { firstRuns }: Fit): FirstRuns | null {
  if (!firstRuns || !template.firstRuns) return null
  const { painOnsetMinutes, paceEasy, startKm, limits } = firstRuns
  if (template.firstRuns === 'pain_onset')
    return startKm === null
      ? { dose: null, why: runningPolicyOf(template.id, limits) ?? '' }
      : {
          dose: `Begin with runs of at most ${startKm} km`,
          why: `Runs begin with at most ${startKm} km: part of the ${painOnsetMinutes} minutes until pain, at ${number(paceEasy ?? 0)} min per km.`,
        }
  const most = `at most ${firstWeekLimit.km} km of jogging in total in week 1`
  const limited = firstWeekLimited(firstRuns)
  if (limited === 'F') return null
  return limited === 'T'
    ? {
        dose: `Jog at most ${firstWeekLimit.km} km in total this week`,
        why: `${capital(most)}: the body mass index is ${number(firstRuns.bmi ?? 0)}, above 30.`,
      }
    : { dose: null, why: `${capital(most)} when the body mass index is above 30, which is not known.` }
}

/** The first runs with what limits them, in the first phase that has any. Who comes back by stages runs by these. */
export function withFirstRuns(
  phases: readonly ProgramPhase[],
  template: ProgramTemplate,
  fit: Fit,
  notices: TemplateNotice[],
): ProgramPhase[] {
  const limit = firstRunsOf(template, fit)
  const first = phases.find(({ items }) => items.some(isFirstRun))
  const staged = first?.items.some((item) => stageOfItem(item) !== null)
  if (!limit || !first || staged) return [...phases]
  notices.push({ kind: 'first_runs', phaseKey: first.key, exerciseId: null, text: limit.why })
  const noted = (item: ProgramItem) =>
    limit.dose && isFirstRun(item)
      ? { ...item, note: [item.note, limit.dose].filter(Boolean).join('. ') }
      : item
  return phases.map((phase) => (phase === first ? { ...phase, items: phase.items.map(noted) } : phase))
}
