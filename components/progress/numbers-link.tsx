import { Table2Icon } from '#components/ui/icons.tsx'
import { PageLink } from '#components/ui/page-link.tsx'

type NumbersLinkProps = {
  /** The address of the page without a table, `?range=` included. */
  here: string
  part: 'pain' | 'sessions' | 'runs'
  open: boolean
}

/** Asks for the table behind a chart, or puts it away: hundreds of cells that only some readers want. */
export function NumbersLink({ here, part, open }: NumbersLinkProps) {
  return (
    <PageLink
      href={open ? `${here}#${part}` : `${here}&table=${part}#${part}`}
      className="no-print mt-1 inline-flex min-h-6 items-center gap-1.5 text-dense font-medium text-primary underline-offset-2 hover:underline pointer-coarse:min-h-11"
    >
      <Table2Icon size={16} />
      {open ? 'Hide the table' : 'As a table'}
    </PageLink>
  )
}
