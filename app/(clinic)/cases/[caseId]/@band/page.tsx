import type { PageProps } from '#app/props.ts'
import { CaseBand } from '#components/cases/case-banner.tsx'
import { frameOf } from '../frame.ts'

/** Read with each page of a case, in whose request it costs nothing: the title has asked for the same. */
export default async function Page({ params }: Pick<PageProps<'caseId'>, 'params'>) {
  const frame = await frameOf((await params).caseId)
  return frame ? <CaseBand frame={frame} /> : null
}
