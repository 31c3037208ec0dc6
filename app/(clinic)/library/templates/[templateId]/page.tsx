import type { Metadata } from 'next'
import type { PageProps } from '#app/props.ts'
import { TemplateScreen } from '#components/programs/template-screens.tsx'
import { load } from '#lib/access/load.ts'
import { requireStaff } from '#lib/accounts/session.ts'
import { templateView } from '#lib/exercises/queries.ts'

export const metadata: Metadata = { title: 'Template' }

export default async function Page(props: PageProps<'templateId'>) {
  const [actor, params] = await Promise.all([requireStaff(), props.params])
  return <TemplateScreen template={await load(actor, templateView(actor, params.templateId))} />
}
