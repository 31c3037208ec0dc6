import type { Metadata } from 'next'
import type { PageProps } from '#app/props.ts'
import { PreviewScreen } from '#components/programs/preview-screen.tsx'
import { idParam, load } from '#lib/access/load.ts'
import { requirePhysio } from '#lib/accounts/session.ts'
import { previewProgram } from '#lib/programs/queries.ts'

export const metadata: Metadata = { title: 'As the patient sees it' }

export default async function Page(props: PageProps<'caseId'>) {
  const [actor, params] = await Promise.all([requirePhysio(), props.params])
  return <PreviewScreen preview={await load(actor, previewProgram(actor, idParam(params.caseId)))} />
}
