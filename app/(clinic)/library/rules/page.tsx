import type { Metadata } from 'next'
import type { PageProps } from '#app/props.ts'
import { RulesScreen } from '#components/rulebook/rules-screen.tsx'
import { requirePhysio } from '#lib/accounts/session.ts'
import { ruleEntry, ruleSource } from '#lib/rulebook/rules.ts'
import { tryRules } from '#lib/rulebook/try/rules.ts'

export const metadata: Metadata = { title: 'Rules' }

const one = (value: string | string[] | undefined) => (typeof value === 'string' ? value : undefined)

export default async function Page({ searchParams }: PageProps) {
  const [, query] = await Promise.all([requirePhysio(), searchParams])
  const found = ruleEntry(one(query.try))
  return (
    <RulesScreen
      source={found?.source ?? ruleSource(one(query.source))}
      q={(one(query.q) ?? '').slice(0, 80)}
      trying={found ? { entry: found.entry, tried: tryRules(found.entry, query) } : null}
    />
  )
}
