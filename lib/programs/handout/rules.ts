import type { CaseStatus } from '#lib/cases/schema.ts'
import { additionalTriggers } from '#lib/content/flags/additional.ts'
import { logSafetyNone } from '#lib/content/flags/log-handling.ts'
import { logSafetyOptions } from '#lib/content/flags/log-safety.ts'
import { flagOf } from '#lib/flags/messages/rules.ts'
import type { Stands } from '#lib/tracking/waits/schema.ts'
import { whyStopped } from '../present/rules.ts'

type Is = {
  status: CaseStatus
  /** What holds goes on after the discharge. */
  alone: boolean
  begun: boolean
  stands: Pick<Stands, 'blocked' | 'paused' | 'stops'>
}

/** Why no plan is put on paper, to whoever prints; null when one is. The same stops it on the patient's phone. */
export function whyNoPlan({ status, alone, begun, stands }: Is): string | null {
  const stopped = whyStopped(stands)
  if (stopped) return `${stopped} No exercise is printed until that is over.`
  if (status === 'on_hold') return 'The treatment is on hold. No exercise is printed.'
  if (status !== 'open' && !alone) return 'The treatment has ended, and no program goes on after it.'
  return begun ? null : 'No program is published.'
}

const emergencies = new Set(
  additionalTriggers
    .filter(({ source, flagId }) => source === 'log' && flagOf(flagId).urgency === 'emergency')
    .flatMap(({ rule }) => /^log_safety includes (\w+)$/.exec(rule)?.[1] ?? []),
)

const labels = (isWanted: (id: string) => boolean): readonly string[] =>
  logSafetyOptions.filter(({ id }) => id !== logSafetyNone && isWanted(id)).map(({ label }) => label)

/** What every log asks first (clinical/red-flags.md 5), for who keeps none: by whom she is to call about it. */
export const stopSigns = {
  // Two answers that mean more together than each alone (`flag_septic_joint`).
  emergency: [
    ...labels((id) => emergencies.has(id)),
    'The knee is swollen and hot or red, and there is fever, shivering, or feeling ill',
  ],
  clinic: labels((id) => !emergencies.has(id)),
}
