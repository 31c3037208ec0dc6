import { dayText } from '#lib/dates.ts'
import type { CurrentView, ProgramPage } from '#lib/programs/builder/schema.ts'
import { PauseSheet } from './course-forms.tsx'
import { Stops } from './current-screen.tsx'
import { Suggestions } from './suggestions.tsx'

/** Above a draft: what the patient has meanwhile, what stops it, what the rules ask for, and the way to pause it. */
export function HoldsMeanwhile({ page, current }: { page: ProgramPage; current: CurrentView }) {
  return (
    <section className="border-b border-line px-4 pt-3.5 pb-2 lg:px-6" aria-label="What holds meanwhile">
      <div className="flex flex-wrap items-center gap-3 pb-2">
        <p className="text-dense text-ink-2">
          The patient has version {current.number} since {dayText(current.startsOn, page.today)} until this
          draft is published.
        </p>
        <span className="lg:ml-auto">
          <PauseSheet caseId={page.caseId} current={current} />
        </span>
      </div>
      <Stops current={current} closed={page.closed} today={page.today} />
      {page.suggestions.open.length > 0 ? (
        <Suggestions
          caseId={page.caseId}
          mayWrite={page.mayWrite}
          standing={page.standing}
          stale={page.stale}
          overDraft
          {...page.suggestions}
        />
      ) : null}
    </section>
  )
}
