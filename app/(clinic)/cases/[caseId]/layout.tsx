import { notFound } from 'next/navigation'
import type { LayoutProps } from '#app/props.ts'
import { CaseBanner } from '#components/cases/case-banner.tsx'
import { idParam } from '#lib/access/load.ts'
import { requirePhysio } from '#lib/accounts/session.ts'
import { caseFrame } from '#lib/cases/queries.ts'
import { NotFound } from '#lib/errors.ts'

/**
 * Whose record this is, above every page of a case. It protects nothing: each page's own query decides again and writes
 * the audit row, so that reading is recorded once.
 */
export default async function Layout({ children, params }: LayoutProps<'caseId'>) {
  const [actor, { caseId }] = await Promise.all([requirePhysio(), params])
  const frame = await caseFrame(actor, idParam(caseId), null, new Date()).catch((error: unknown) => {
    if (error instanceof NotFound) return notFound()
    throw error
  })
  return (
    <>
      <CaseBanner frame={frame} />
      {children}
    </>
  )
}
