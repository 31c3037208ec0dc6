import { cx } from '#components/ui/cx.ts'
import { CircleCheckIcon, CircleDashedIcon, CircleQuestionMarkIcon } from '#components/ui/icons.tsx'
import type { FlagCardView } from '#lib/flags/cards/queries.ts'

const marks = {
  met: { icon: CircleCheckIcon, words: 'Met' },
  not_met: { icon: CircleDashedIcon, words: 'Not met' },
  not_assessed: { icon: CircleQuestionMarkIcon, words: 'Not assessed' },
} as const

/**
 * Each condition of the rule with the answer given: met, not met (a ring), not assessed (a question mark). Amber is for a
 * safety finding; `calm` is for any other rule.
 */
export function FlagWhy({ why, calm = false }: { why: FlagCardView['why']; calm?: boolean }) {
  const metInk = calm ? 'text-base-content' : 'text-amber-ink'
  return (
    <ul className="mt-1">
      {why.map((line, index) => {
        const key = `${index}-${line.depth}`
        const style = { paddingLeft: line.depth * 18 }
        if (line.kind === 'group') {
          return (
            <li key={key} style={style} className="pt-1 text-caption text-ink-2">
              {line.text}
            </li>
          )
        }
        const { icon: Mark, words } = marks[line.state]
        const met = line.state === 'met'
        return (
          <li key={key} style={style} className="flex items-start gap-2 py-0.5 text-dense">
            <Mark size={15} strokeWidth={2} className={cx('mt-0.5', met ? metInk : 'text-ink-3')} />
            <span className={cx('min-w-0 grow [overflow-wrap:anywhere]', met ? '' : 'text-ink-3')}>
              <span className="sr-only">{words}: </span>
              {line.label}
            </span>
            <span
              className={cx(
                'max-w-[45%] shrink-0 text-right [overflow-wrap:anywhere]',
                met ? 'font-medium' : 'text-ink-3',
              )}
            >
              {line.answer}
            </span>
          </li>
        )
      })}
    </ul>
  )
}
