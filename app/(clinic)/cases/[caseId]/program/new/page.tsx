import type { Metadata } from 'next'
import type { PageProps } from '#app/props.ts'
import { TemplatePicksScreen } from '#components/programs/template-picks.tsx'
import { idParam, load } from '#lib/access/load.ts'
import { requirePhysio } from '#lib/accounts/session.ts'
import { picksSearch } from '#lib/programs/draft/schema.ts'
import { templatePicks } from '#lib/programs/picks/queries.ts'

export const metadata: Metadata = { title: 'Choose a template' }

export default async function Page(props: PageProps<'caseId'>) {
  const [actor, params, search] = await Promise.all([requirePhysio(), props.params, props.searchParams])
  const { clinic } = picksSearch.parse(search)
  const picks = await load(actor, templatePicks(actor, idParam(params.caseId), clinic))
  return <TemplatePicksScreen picks={picks} />
}
