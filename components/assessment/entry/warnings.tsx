'use client'

import { createContext, type ReactNode, useContext } from 'react'
import { Notice, type NoticeTone } from '#components/ui/notice.tsx'
import type { Warnings } from '#lib/assessment/warnings/schema.ts'

/** As of the last save of the form around; null where nothing is entered. */
export const WarningsContext = createContext<Warnings | null>(null)

/** Red for what needs a doctor today, amber within days, quiet for the rest. */
function toneOf({ flags }: Warnings): NoticeTone {
  const levels = new Set(flags.map((flag) => flag.urgency))
  if (levels.has('emergency')) return 'alarm'
  if (levels.has('same_day')) return 'red'
  return levels.has('urgent_referral') ? 'amber' : 'quiet'
}

type WarnedProps = {
  drawn: Warnings
  /** What the section asks for: running, hops, or hops for distance, of which one is told when not to. */
  impact: 'run' | 'hop' | 'distance' | null
}

/** What the findings so far ask for, said aloud when a save brings it up. */
export function Warned({ drawn, impact }: WarnedProps) {
  const warnings = useContext(WarningsContext) ?? drawn
  const { flags, stop, hops } = warnings
  return (
    <div aria-live="assertive" className="grid gap-2">
      {flags.length > 0 ? (
        <Notice
          tone={toneOf(warnings)}
          title={`Raised by this assessment: ${flags.map((flag) => flag.title).join('; ')}`}
        >
          It is in the overview, where it is answered. Tell the patient in person.
        </Notice>
      ) : null}
      {impact && hops.stopped ? (
        <Notice
          tone="ink"
          title={impact === 'run' ? 'Do not let the patient run' : 'No hop tests: impact is stopped'}
        >
          {hops.stopped} It holds until that is settled in the overview.
          {impact === 'run' ? ' A run that was filmed before may be judged.' : ''}
        </Notice>
      ) : null}
      {impact === 'distance' && hops.against.length > 0 ? (
        <Notice tone="ink" title="Hops only with pain of 3 of 10 or less and no effusion">
          Recorded: {hops.against.join('; ')}.
        </Notice>
      ) : null}
      {stop ? (
        <Notice tone="ink" title="Leave out the remaining provocative tests">
          {stop} What is left is recorded as not tested when you sign.
        </Notice>
      ) : null}
    </div>
  )
}

/** The fields of a hop test. Stopped, they are not sent, so that a save leaves what is stored of them. */
export function Offered({ name, drawn, children }: { name: string; drawn: boolean; children: ReactNode }) {
  const said = useContext(WarningsContext)
  const stopped = said ? said.hops.closed.includes(name) : drawn
  return (
    <fieldset disabled={stopped} className="min-w-0 disabled:[&_label]:opacity-60">
      {stopped ? <p className="text-dense text-ink-2">Stopped</p> : null}
      {children}
    </fieldset>
  )
}
