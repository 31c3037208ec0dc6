'use client'

import { type ReactNode, useContext, useState } from 'react'
import { FormContext } from '#components/forms/form-context.ts'
import { Button } from '#components/ui/button.tsx'
import { CopyIcon, PrinterIcon } from '#components/ui/icons.tsx'
import { QrCode } from '#components/ui/qr-code.tsx'
import type { IntakeLinkShown } from '#lib/patients/invite/schema.ts'

/** What the person who scans the code has to know; the same words on paper and on the screen. */
type Address = NonNullable<IntakeLinkShown['address']>
type SheetProps = { link: IntakeLinkShown; address: Address; clinic: string; name: string }

function Sheet({ link, address: { url, qr }, clinic, name }: SheetProps) {
  return (
    <div className="link-sheet grid gap-4 sm:grid-cols-[11rem_minmax(0,1fr)] sm:items-start">
      <QrCode qr={qr} label="QR code with the address of the form" />
      <div className="min-w-0 text-dense">
        <div className="text-heading font-semibold">Your form from {clinic}</div>
        <p className="mt-1 text-ink-2">
          For {name}. Point the camera of a phone at the code, or type the address. The form asks for your
          date of birth first, saves itself, and needs no account.
        </p>
        <p className="mt-2 font-medium break-all select-all" data-intake-url>
          {url}
        </p>
        <p className="mt-2 text-ink-2">
          It works until {link.until}. Please do not pass it on. Questions? Call us: {link.phone}.
        </p>
      </div>
    </div>
  )
}

/** The link that was just made, shown this once. What stands behind it is stored only as a hash. */
export function NewLink({ clinic, name, children }: { clinic: string; name: string; children: ReactNode }) {
  const { result } = useContext(FormContext)
  const [copied, setCopied] = useState(false)
  const link = result.status === 'ok' ? (result.data as IntakeLinkShown | undefined) : undefined
  const address = link?.address
  if (!link || !address) return children
  return (
    <>
      <section aria-label="The new link" className="rounded-box border border-line p-4">
        <Sheet link={link} address={address} clinic={clinic} name={name} />
        <div className="no-print mt-4 flex flex-wrap items-center gap-2">
          <Button onClick={() => window.print()}>
            <PrinterIcon />
            Print
          </Button>
          <Button
            onClick={async () => {
              await navigator.clipboard.writeText(address.url)
              setCopied(true)
            }}
          >
            <CopyIcon />
            {copied ? 'Copied' : 'Copy the address'}
          </Button>
          <span className="text-caption text-ink-3">
            This link is shown only now. A new one can be made any time.
          </span>
        </div>
      </section>
      {children}
    </>
  )
}
