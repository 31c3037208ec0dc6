/** How somebody walks through a session, one exercise at a time: sets, rest between them, then how it went. Pure. */

export type FlowStep = { readonly sets: number; readonly restSeconds: number }

export type Flow = {
  /** The exercise at hand; one past the last is the end of the session. */
  readonly at: number
  readonly stage: 'do' | 'rest' | 'ask'
  /** Sets done of each exercise. */
  readonly sets: readonly number[]
  /** When the rest ends and how long it is in all, in milliseconds; null outside of a rest. */
  readonly rest: { readonly until: number; readonly of: number } | null
}

export const startFlow = (steps: readonly FlowStep[]): Flow => ({
  at: 0,
  stage: 'do',
  sets: steps.map(() => 0),
  rest: null,
})

/** One more set is done: a rest when another one follows, else how it went. */
export function setDone(flow: Flow, steps: readonly FlowStep[], now: number): Flow {
  const step = steps[flow.at]
  if (!step) return flow
  const done = Math.min(step.sets, (flow.sets[flow.at] ?? 0) + 1)
  const sets = flow.sets.map((count, index) => (index === flow.at ? done : count))
  if (done >= step.sets) return { ...flow, sets, stage: 'ask', rest: null }
  if (step.restSeconds === 0) return { ...flow, sets, stage: 'do', rest: null }
  const of = step.restSeconds * 1000
  return { ...flow, sets, stage: 'rest', rest: { until: now + of, of } }
}

/** A set that was ticked by mistake. */
export const setUndone = (flow: Flow): Flow => ({
  ...flow,
  sets: flow.sets.map((count, index) => (index === flow.at ? Math.max(0, count - 1) : count)),
  stage: 'do',
  rest: null,
})

export const longerRest = (flow: Flow, seconds: number): Flow =>
  flow.rest
    ? { ...flow, rest: { until: flow.rest.until + seconds * 1000, of: flow.rest.of + seconds * 1000 } }
    : flow

export const restOver = (flow: Flow): Flow =>
  flow.stage === 'rest' ? { ...flow, stage: 'do', rest: null } : flow

export const askNow = (flow: Flow): Flow => ({ ...flow, stage: 'ask', rest: null })

/** To another exercise, or to the end; where all sets are done already, to how it went. */
export function goTo(flow: Flow, steps: readonly FlowStep[], at: number): Flow {
  const to = Math.min(steps.length, Math.max(0, at))
  const step = steps[to]
  const all = step !== undefined && (flow.sets[to] ?? 0) >= step.sets
  return { ...flow, at: to, stage: all ? 'ask' : 'do', rest: null }
}

/** What the ticked sets mean for the entry. `whole`: all of them are what the program says. */
export const howOf = (
  done: number,
  { sets, whole }: { readonly sets: number; readonly whole: boolean },
): 'planned' | 'other' | 'skipped' => (done === 0 ? 'skipped' : whole && done >= sets ? 'planned' : 'other')

/** Whole seconds that are left, never less than 0. */
export const secondsLeft = (flow: Flow, now: number): number =>
  flow.rest ? Math.max(0, Math.ceil((flow.rest.until - now) / 1000)) : 0

/** "1:15" */
export const clockText = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${`${seconds % 60}`.padStart(2, '0')}`

/** A flow as it was kept on the phone; from the beginning when it does not fit these exercises. */
export function readFlow(kept: unknown, steps: readonly FlowStep[]): Flow {
  const flow = kept as Partial<Flow> | null
  const sets = flow && typeof flow === 'object' && Array.isArray(flow.sets) ? flow.sets : []
  const fits =
    sets.length === steps.length &&
    sets.every((count, index) => Number.isInteger(count) && count >= 0 && count <= (steps[index]?.sets ?? 0))
  const at = flow?.at
  if (!fits || !Number.isInteger(at) || at === undefined || at < 0 || at > steps.length)
    return startFlow(steps)
  const rest = flow?.rest
  const resting = flow?.stage === 'rest' && Number.isFinite(rest?.until) && Number.isFinite(rest?.of)
  const stage = resting ? 'rest' : flow?.stage === 'ask' ? 'ask' : 'do'
  return { at, stage, sets, rest: resting && rest ? { until: rest.until, of: rest.of } : null }
}
