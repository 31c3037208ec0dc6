import type { Metadata } from 'next'
import { TemplateListScreen } from '#components/programs/template-screens.tsx'
import { load } from '#lib/access/load.ts'
import { requireStaff } from '#lib/accounts/session.ts'
import { templateList } from '#lib/exercises/queries.ts'

export const metadata: Metadata = { title: 'Templates' }

export default async function Page() {
  const actor = await requireStaff()
  return <TemplateListScreen templates={await load(actor, templateList(actor))} />
}
