import type { Metadata } from 'next'
import { SignOutForm } from '#components/accounts/sign-out-form.tsx'
import { Card } from '#components/ui/section.tsx'
import { requirePatient } from '#lib/accounts/session.ts'

export const metadata: Metadata = { title: 'Me' }

export default async function Page() {
  const actor = await requirePatient()
  return (
    <>
      <h1 className="mb-4 text-ask font-semibold">{actor.name}</h1>
      <Card phone>
        <SignOutForm />
      </Card>
    </>
  )
}
