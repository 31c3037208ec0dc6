import type { Metadata } from 'next'
import type { PageProps } from '#app/props.ts'
import { OwnRecordScreen } from '#components/patients/record/own-record-screen.tsx'
import { load } from '#lib/access/load.ts'
import { requirePatient } from '#lib/accounts/session.ts'
import { ownRecord } from '#lib/patients/record/queries.ts'
import { recordSearch } from '#lib/patients/record/schema.ts'

export const metadata: Metadata = { title: 'Me' }

export default async function Page({ searchParams }: PageProps) {
  const [actor, query] = await Promise.all([requirePatient(), searchParams])
  const { page, asked, back } = recordSearch.parse(query)
  const record = await load(actor, ownRecord(actor, page))
  return <OwnRecordScreen name={actor.name} record={record} asked={asked} back={back !== null} />
}
