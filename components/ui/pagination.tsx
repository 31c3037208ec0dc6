import { ChevronLeftIcon, ChevronRightIcon } from './icons.tsx'
import { LinkButton } from './link-button.tsx'

type PaginationProps = {
  /** What is shown: "1 to 50 of 412 events". */
  summary: string
  previous?: string | undefined
  /** The first page, of a list that is turned forwards only. */
  newest?: string | undefined
  next?: string | undefined
}

/** Two links and where one is. Nothing at all when everything fits on one page is the caller's choice. */
export function Pagination({ summary, previous, newest, next }: PaginationProps) {
  return (
    <nav
      aria-label="Pages"
      className="no-print flex items-center gap-2 border-t border-line px-4 py-2 text-caption text-ink-3 lg:px-6"
    >
      <span className="num grow">{summary}</span>
      {newest ? (
        <LinkButton href={newest} size="small">
          Newest
        </LinkButton>
      ) : null}
      {previous ? (
        <LinkButton href={previous} size="small" rel="prev">
          <ChevronLeftIcon size={14} />
          Previous
        </LinkButton>
      ) : null}
      {next ? (
        <LinkButton href={next} size="small" rel="next">
          Next
          <ChevronRightIcon size={14} />
        </LinkButton>
      ) : null}
    </nav>
  )
}
