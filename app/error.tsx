'use client'

import { usePathname } from 'next/navigation'
import { Button, buttonClass } from '#components/ui/button.tsx'
import { ErrorState } from '#components/ui/error-state.tsx'
import { RefreshCwIcon } from '#components/ui/icons.tsx'
import { isForPatients } from '#lib/http/fault-page.ts'

/** The digest is the id under which the server logged the error. */
const codeOf = (error: unknown) =>
  error instanceof Error && 'digest' in error && typeof error.digest === 'string' ? error.digest : undefined

/** Says the same as the page in place of one that failed as a whole (lib/http/fault-page.ts). It asks the server for nothing. */
export default function PageError({ error, retry }: { error: unknown; retry: () => void }) {
  const path = usePathname() ?? ''
  const patient = isForPatients(path)
  return (
    <div className="mx-auto w-full max-w-xl px-5 py-10">
      <ErrorState
        level={1}
        title="The page could not be loaded"
        code={codeOf(error)}
        tell={patient ? 'your clinic' : 'your admin'}
        action={
          <>
            <Button onClick={() => retry()}>
              <RefreshCwIcon size={15} />
              Try again
            </Button>
            {/* Whoever came by the link of a form has no start. A plain link: the page is made anew, frame and all. */}
            {path.startsWith('/f/') ? null : (
              <a href="/" className={buttonClass('ghost')}>
                Go to the start
              </a>
            )}
          </>
        }
      >
        <p>What was saved before is safe. Try again in a moment.</p>
        {patient ? (
          <p className="mt-1">
            If something about your health cannot wait, do not wait for this page: call your clinic, or the
            emergency number.
          </p>
        ) : null}
      </ErrorState>
    </div>
  )
}
