import { cx } from '#components/ui/cx.ts'
import type { AssessmentView } from '#lib/assessment/queries.ts'
import { stepTitles } from '../words.ts'
import { DoneCount } from './done-count.tsx'

/** The sections with how much is recorded. Each is a button of the form, so going there saves. Of a closed case only the last. */
export function SectionNav({ view }: { view: AssessmentView }) {
  const open = view.progress.filter(({ section }) => view.frame.mayWrite || section === 'finish')
  return (
    <nav
      aria-label="Sections"
      className="no-print relative flex min-w-0 gap-1 overflow-x-auto border-line px-2 py-2 max-xl:border-b xl:w-52 xl:shrink-0 xl:flex-col xl:border-r xl:px-3 xl:py-4"
    >
      {open.map(({ section, done, of }) => {
        const current = section === view.section
        return (
          <button
            key={section}
            type="submit"
            name="go"
            value={section}
            aria-current={current ? 'step' : undefined}
            className={cx(
              'flex min-h-8 shrink-0 cursor-pointer items-center gap-2 rounded-field px-2.5 text-left text-dense whitespace-nowrap pointer-coarse:min-h-11 xl:whitespace-normal',
              current ? 'bg-teal-soft font-semibold text-teal-ink' : 'text-ink-2 hover:bg-hover',
            )}
          >
            <span className="grow">{stepTitles[section]}</span>
            <DoneCount current={current} done={done} of={section === 'finish' ? null : of} />
          </button>
        )
      })}
      <button
        type="submit"
        name="go"
        value="sign"
        className="flex min-h-8 shrink-0 cursor-pointer items-center rounded-field px-2.5 text-left text-dense text-ink-2 hover:bg-hover pointer-coarse:min-h-11"
      >
        Check and sign
      </button>
    </nav>
  )
}
