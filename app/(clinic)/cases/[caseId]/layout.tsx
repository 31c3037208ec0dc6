import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import type { LayoutProps } from '#app/props.ts'
import { CaseBanner } from '#components/cases/case-banner.tsx'
import { frameOf, titleOf } from './frame.ts'

/** Of the pages below that of the case itself. */
export async function generateMetadata({ params }: Pick<LayoutProps<'caseId'>, 'params'>): Promise<Metadata> {
  const frame = await frameOf((await params).caseId)
  return { title: { template: titleOf(frame, '%s'), default: titleOf(frame, 'Case') } }
}

type Props = LayoutProps<'caseId'> & { band: ReactNode }

/**
 * Whose record this is, above every page of a case. It protects nothing: each page's own query decides again and writes
 * the audit row, so that reading is recorded once. A layout stays when the page is turned, so what is dangerous stands in
 * `@band`, which is drawn with every page.
 */
export default async function Layout({ band, children, params }: Props) {
  const frame = (await frameOf((await params).caseId)) ?? notFound()
  return (
    <>
      <CaseBanner caseId={frame.caseId}>{band}</CaseBanner>
      {children}
    </>
  )
}
