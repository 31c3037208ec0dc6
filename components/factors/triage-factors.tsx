import type { GroupView } from '#lib/factors/views/schema.ts'
import { FactorGroup } from './factor-group.tsx'

/** The factors of a form that no case has come out of: to plan with, answered only once there is a case. */
export function TriageFactors({ groups }: { groups: readonly GroupView[] }) {
  return (
    <div>
      <div className="flex flex-wrap items-baseline gap-x-2.5 border-t border-line pt-4 pb-2">
        <h2 className="text-heading font-semibold">What may add to it</h2>
        <span className="text-caption text-ink-3">not a cause, not a probability</span>
      </div>
      {groups.map((group) => (
        <FactorGroup key={group.id} group={group} />
      ))}
    </div>
  )
}
