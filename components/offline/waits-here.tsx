'use client'

import { useEffect, useState } from 'react'
import { Notice } from '#components/ui/notice.tsx'
import { WithPhones } from '#components/ui/phone-links.tsx'
import { clinicPhone } from '#public/offline/clinic.js'
import { allWaiting } from '#public/offline/outbox.js'

type Waits = { count: number; phone: string | null }

/** Neither what waits nor whose it is: anybody may hold this phone. */
export function WaitsNotice({ count, phone }: Waits) {
  if (count === 0) return null
  const [what, it] = count === 1 ? ['An entry waits', 'it'] : [`${count} entries wait`, 'them']
  const call = phone ? `call the clinic at ${phone}` : 'call the clinic'
  return (
    <Notice tone="ink" live="status" className="mb-6">
      <WithPhones
        text={`${what} on this phone. Sign in to send ${it}, or ${call}.`}
        numbers={phone ? [phone] : []}
      />
    </Notice>
  )
}

/** On the sign-in: entries that are only on this phone, of whomever. */
export function WaitsHere() {
  const [waits, setWaits] = useState<Waits>({ count: 0, phone: null })
  useEffect(() => {
    const read = async () => {
      const count = (await allWaiting()).filter(({ state }) => state !== 'saved').length
      if (count > 0) setWaits({ count, phone: await clinicPhone().catch(() => null) })
    }
    void read().catch(() => undefined)
  }, [])
  return <WaitsNotice {...waits} />
}
