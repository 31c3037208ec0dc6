import type { GroupView } from '#lib/factors/views/schema.ts'
import { scoreText } from './factor-group.tsx'

/** From this score a group is major; the bar is full at twice that. */
const full = 18

const foundText = (group: GroupView): string => {
  const parts = [
    group.found.length > 0 ? `${group.found.length} found` : '',
    group.notAssessed.length > 0 ? `${group.notAssessed.length} not yet checked` : '',
  ]
  return parts.filter(Boolean).join(', ') || 'all checked, none found'
}

/** The five groups at a glance, highest score first; each leads to its list. */
export function FactorGlance({ groups }: { groups: readonly GroupView[] }) {
  return (
    <nav aria-label="Groups" className="grid gap-2 sm:grid-cols-2 lg:grid-cols-5">
      {groups.map((group) => (
        <a
          key={group.id}
          href={`#${group.id}`}
          className="flex min-h-11 flex-col justify-between rounded-box border border-line px-3 py-2.5 hover:bg-hover"
        >
          <span className="text-dense font-semibold">{group.title}</span>
          <span className="mt-2 block">
            <span aria-hidden="true" className="block h-1.5 overflow-hidden rounded-full bg-base-300">
              <span
                className="block h-full rounded-full bg-base-content"
                style={{ width: `${Math.min(100, (100 * group.score) / full)}%` }}
              />
            </span>
            <span className="num mt-1 block text-dense">{scoreText(group)}</span>
            <span className="num block text-caption text-ink-3">{foundText(group)}</span>
          </span>
        </a>
      ))}
    </nav>
  )
}
