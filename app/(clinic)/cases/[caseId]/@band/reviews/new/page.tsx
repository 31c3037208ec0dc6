import type { PageProps } from '#app/props.ts'
import { CaseBand } from '#components/cases/case-banner.tsx'
import { SkipLink } from '#components/ui/skip-link.tsx'
import { frameOf } from '../../../frame.ts'

/** A review is long, and what is decided stands at its end. */
export default async function Page({ params }: Pick<PageProps<'caseId'>, 'params'>) {
  const frame = await frameOf((await params).caseId)
  if (!frame) return null
  return (
    <>
      {frame.mayWrite ? <SkipLink href="#decision" words="To the decision" /> : null}
      <CaseBand frame={frame} />
    </>
  )
}
