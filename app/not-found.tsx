import type { Metadata } from 'next'
import { PublicShell } from '#components/shell/public-shell.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'

export const metadata: Metadata = { title: 'Not found' }

/** The same for what does not exist and for what the reader may not see. */
export default function NotFound() {
  return (
    <PublicShell
      title="There is nothing here"
      lead="The address may be mistyped, or the page may have moved. If somebody sent you this link, ask them for a new one."
    >
      <LinkButton href="/" variant="primary" size="field">
        Go to the start
      </LinkButton>
    </PublicShell>
  )
}
