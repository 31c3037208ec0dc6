import type { Metadata } from 'next'
import type { PageProps } from '#app/props.ts'
import { OwnTexts } from '#components/factors/own-texts.tsx'
import { MyProgramScreen } from '#components/programs/my-program-screen.tsx'
import { load } from '#lib/access/load.ts'
import { isQuiet } from '#lib/access/quiet.ts'
import { requirePatient } from '#lib/accounts/session.ts'
import { ownTreatments } from '#lib/cases/own/queries.ts'
import { ownFactorTexts } from '#lib/factors/releases/queries.ts'
import { myProgram } from '#lib/programs/queries.ts'
import { logSearch } from '#lib/tracking/entries/schema.ts'

export const metadata: Metadata = { title: 'Your program' }

export default async function Page({ searchParams }: PageProps) {
  const [actor, query] = await Promise.all([requirePatient(), searchParams])
  const asked = logSearch.parse(query).case
  const [program, cases, texts] = await Promise.all([
    load(actor, myProgram(actor, new Date(), asked, await isQuiet())),
    ownTreatments(actor),
    ownFactorTexts(actor),
  ])
  const advised = texts.some(({ advice }) => advice.length > 0)
  return (
    <>
      <MyProgramScreen {...{ program, cases, asked, advised }} />
      <OwnTexts texts={texts} />
    </>
  )
}
