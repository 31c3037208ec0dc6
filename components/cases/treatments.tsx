import { PageLink } from '#components/ui/page-link.tsx'
import { treatmentName } from '#lib/cases/own/rules.ts'
import type { Treatment } from '#lib/cases/own/schema.ts'

/** The one that is asked for, else the newest. */
export const treatmentShown = (cases: readonly Treatment[], asked: string | null): Treatment | undefined =>
  cases.find(({ id }) => id === asked) ?? cases[0]

/** Which knee a page is about, for somebody who is treated for more than one thing. */
export function Treatments(props: {
  cases: readonly Treatment[]
  current: string | null | undefined
  hrefOf: (caseId: string) => string
  /** What is said under the names, by the id. */
  notes?: Readonly<Record<string, string>>
}) {
  const { cases, current, hrefOf, notes = {} } = props
  if (cases.length < 2) return null
  return (
    <nav aria-label="Your treatments" className="mb-4 flex flex-wrap gap-2">
      {cases.map((own) => (
        <PageLink
          key={own.id}
          href={hrefOf(own.id)}
          aria-current={own.id === current ? 'page' : undefined}
          className="btn btn-plain h-auto min-h-11 flex-col gap-0 py-1 aria-[current=page]:border-primary aria-[current=page]:bg-teal-soft"
        >
          <span>
            {treatmentName(own, cases)}
            {notes[own.id] ? ':' : ''}
          </span>
          {notes[own.id] ? <span className="num text-caption"> {notes[own.id]}</span> : null}
        </PageLink>
      ))}
    </nav>
  )
}
