import type { Metadata } from 'next'
import type { PageProps } from '#app/props.ts'
import { RulesScreen } from '#components/rulebook/rules-screen.tsx'
import { load } from '#lib/access/load.ts'
import { requireStaff } from '#lib/accounts/session.ts'
import { ruleNumbers } from '#lib/rulebook/queries.ts'
import { isTriable, ruleEntry, ruleSource, ruleSourcesWith } from '#lib/rulebook/rules.ts'
import { tryRules } from '#lib/rulebook/try/rules.ts'

export const metadata: Metadata = { title: 'Rules' }

const one = (value: string | string[] | undefined) => (typeof value === 'string' ? value : undefined)

export default async function Page({ searchParams }: PageProps) {
  const [actor, query] = await Promise.all([requireStaff(), searchParams])
  const sources = ruleSourcesWith(await load(actor, ruleNumbers(actor)))
  const found = ruleEntry(sources, one(query.try))
  return (
    <RulesScreen
      sources={sources}
      source={found?.source ?? ruleSource(sources, one(query.source))}
      q={(one(query.q) ?? '').slice(0, 80)}
      trying={
        found && isTriable(found.entry) ? { entry: found.entry, tried: tryRules(found.entry, query) } : null
      }
    />
  )
}
