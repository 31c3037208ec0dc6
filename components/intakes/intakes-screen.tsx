import type { ReactNode } from 'react'
import { cx } from '#components/ui/cx.ts'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { InboxIcon } from '#components/ui/icons.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { countText } from '#lib/dates.ts'
import type { TriageList } from '#lib/intake/triage/queries.ts'
import { IntakeList } from './intake-list.tsx'

type IntakesScreenProps = { list: TriageList; current?: string; children?: ReactNode }

/** The list beside the intake that is open; on a narrow page one or the other. */
export function IntakesScreen({ list, current, children }: IntakesScreenProps) {
  const Title = children ? 'h2' : 'h1'
  return (
    <div className="shrink-0 grow lg:grid lg:grid-cols-[224px_minmax(0,1fr)] xl:grid-cols-[248px_minmax(0,1fr)]">
      <section
        aria-label="Intakes"
        className={cx(
          'no-print relative border-line bg-base-200/40 px-3 pt-4 pb-6 lg:overflow-y-auto lg:border-r',
          children != null && 'max-lg:hidden',
        )}
      >
        <div className="mb-3 flex items-baseline justify-between gap-2 px-3">
          <Title className="text-title font-semibold">Intakes</Title>
          <span className="text-caption text-ink-3">most urgent first</span>
        </div>
        {list.rows.length > 0 ? <IntakeList list={list} {...(current ? { current } : {})} /> : null}
        {list.rows.length === 0 ? (
          <EmptyState
            icon={InboxIcon}
            title="No intake to triage"
            action={
              children ? null : (
                <LinkButton href="/patients/new" variant="primary">
                  Invite a patient
                </LinkButton>
              )
            }
          >
            Forms appear here when they are sent, and at once when an answer needs somebody today.
          </EmptyState>
        ) : null}
        {list.left > 0 ? (
          <p className="mt-4 px-3 text-dense text-ink-2">
            {countText(list.left, 'more waits', 'more wait')}, none of them more urgent than these.
          </p>
        ) : null}
        {list.unfinished > 0 ? (
          <p className="mt-4 px-3 text-dense text-ink-3">
            {countText(list.unfinished, 'more is', 'more are')} not finished.
          </p>
        ) : null}
      </section>
      {children ?? (
        <div className="p-8 max-lg:hidden">
          {list.rows.length > 0 ? (
            <EmptyState icon={InboxIcon} title="Choose an intake">
              The most urgent one stands on top. Opening it is recorded in the patient’s record.
            </EmptyState>
          ) : null}
        </div>
      )}
    </div>
  )
}
