'use client'

import './globals.css'
import PageError from './error.tsx'

/** When even the frame of the page fails: its own document, with the same words. */
export default function GlobalError(props: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Error – Stepwise</title>
        <main id="main">
          <PageError {...props} />
        </main>
      </body>
    </html>
  )
}
