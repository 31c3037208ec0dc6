'use client'

import { Button } from '#components/ui/button.tsx'
import { ErrorState } from '#components/ui/error-state.tsx'
import { RefreshCwIcon } from '#components/ui/icons.tsx'

/** The digest is the id under which the server logged the error. */
const codeOf = (error: unknown) =>
  error instanceof Error && 'digest' in error && typeof error.digest === 'string' ? error.digest : undefined

export default function PageError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <div className="mx-auto w-full max-w-xl px-5 py-10">
      <ErrorState
        level={1}
        title="The page could not be loaded"
        code={codeOf(error)}
        action={
          <Button onClick={() => retry()}>
            <RefreshCwIcon size={15} />
            Try again
          </Button>
        }
      >
        What was saved before is safe. Try again in a moment.
      </ErrorState>
    </div>
  )
}
