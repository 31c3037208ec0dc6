import { cx } from '#components/ui/cx.ts'
import { levelText } from '#lib/factors/words/rules.ts'

/** Three dots, filled up to the level; in words for a screen reader. */
export function LevelDots({ level }: { level: number | null }) {
  return (
    <span className="flex h-5 items-center gap-0.5">
      <span className="sr-only">
        {level === null ? 'Not yet checked' : `Level ${level} of 3, ${levelText(level).toLowerCase()}`}
      </span>
      {[1, 2, 3].map((dot) => (
        <span
          key={dot}
          aria-hidden="true"
          className={cx(
            'h-2 w-2 rounded-full border',
            dot <= (level ?? 0) ? 'border-base-content bg-base-content' : 'border-control',
            level === null && 'border-dashed',
          )}
        />
      ))}
    </span>
  )
}
