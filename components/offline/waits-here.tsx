'use client'

import { useEffect, useState } from 'react'
import { Notice } from '#components/ui/notice.tsx'
import { WithPhones } from '#components/ui/phone-links.tsx'
import { clinicPhone } from '#public/offline/clinic.js'
import { allWaiting, type Waiting } from '#public/offline/outbox.js'

type Waits = { count: number; refused?: number; phone: string | null }

/** Neither what waits nor whose it is: anybody may hold this phone. */
export function WaitsNotice({ count, refused = 0, phone }: Waits) {
  if (count + refused === 0) return null
  const [what, it] = count === 1 ? ['An entry waits', 'it'] : [`${count} entries wait`, 'them']
  const [which, them] =
    refused === 1
      ? ['An entry was not taken, and is', 'it']
      : [`${refused} entries were not taken, and are`, 'them']
  const call = phone ? `call the clinic at ${phone}` : 'call the clinic'
  return (
    <Notice tone="ink" live="status" className="mb-6">
      <WithPhones
        text={[
          count > 0 ? `${what} on this phone. Sign in to send ${it}, or ${call}.` : [],
          refused > 0 ? `${which} only on this phone. Sign in to look at ${them}, or ${call}.` : [],
        ]
          .flat()
          .join(' ')}
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
      const all = await allWaiting()
      const of = (wanted: Waiting['state']) => all.filter(({ state }) => state === wanted).length
      setWaits({ count: of('waits'), refused: of('refused'), phone: await clinicPhone().catch(() => null) })
    }
    void read().catch(() => undefined)
  }, [])
  return <WaitsNotice {...waits} />
}
