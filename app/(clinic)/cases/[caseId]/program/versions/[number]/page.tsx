import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import type { PageProps } from '#app/props.ts'
import { VersionScreen } from '#components/programs/version-screen.tsx'
import { idParam, load } from '#lib/access/load.ts'
import { requirePhysio } from '#lib/accounts/session.ts'
import { correctedText } from '#lib/cases/change/rules.ts'
import { versionPage } from '#lib/programs/version/queries.ts'
import { frameOf } from '../../../frame.ts'

export const metadata: Metadata = { title: 'Program version' }

export default async function Page(props: PageProps<'caseId' | 'number'>) {
  const [actor, params] = await Promise.all([requirePhysio(), props.params])
  const number = /^[1-9]\d{0,5}$/.test(params.number) ? Number(params.number) : notFound()
  const [version, frame] = await Promise.all([
    load(actor, versionPage(actor, idParam(params.caseId), number)),
    frameOf(params.caseId),
  ])
  return (
    <VersionScreen
      version={version}
      corrected={correctedText(frame?.corrections ?? [], version.publishedAt)}
    />
  )
}
