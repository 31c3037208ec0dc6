import { MinusIcon, PenLineIcon, PlusIcon } from '#components/ui/icons.tsx'
import type { VersionChange } from '#lib/programs/version/schema.ts'

const marks = { added: PlusIcon, removed: MinusIcon, changed: PenLineIcon, order: PenLineIcon } as const

/** What a version changes, in words. */
export function Changes({ list }: { list: readonly VersionChange[] }) {
  if (list.length === 0) return <p className="text-dense text-ink-2">Nothing yet.</p>
  return (
    <ul className="grid gap-1.5 text-dense">
      {list.map((change) => {
        const Mark = marks[change.kind]
        return (
          <li key={`${change.phaseKey} ${change.itemKey} ${change.kind}`} className="flex items-start gap-2">
            <Mark
              size={14}
              className={change.kind === 'added' ? 'mt-0.5 text-primary' : 'mt-0.5 text-ink-3'}
            />
            {change.text}
          </li>
        )
      })}
    </ul>
  )
}
