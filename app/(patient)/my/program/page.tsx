import type { Metadata } from 'next'
import { OwnTexts } from '#components/factors/own-texts.tsx'
import { MyProgramScreen } from '#components/programs/my-program-screen.tsx'
import { load } from '#lib/access/load.ts'
import { requirePatient } from '#lib/accounts/session.ts'
import { ownFactorTexts } from '#lib/factors/releases/queries.ts'
import { myProgram } from '#lib/programs/queries.ts'

export const metadata: Metadata = { title: 'Your program' }

export default async function Page() {
  const actor = await requirePatient()
  const [program, texts] = await Promise.all([load(actor, myProgram(actor)), ownFactorTexts(actor)])
  return (
    <>
      <MyProgramScreen program={program} />
      <OwnTexts texts={texts} />
    </>
  )
}
