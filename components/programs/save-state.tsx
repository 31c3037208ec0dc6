'use client'

import { typedText } from '#components/forms/form-context.ts'
import { SignInAgain } from '#components/forms/sign-in-again.tsx'
import { StaleBox } from '#components/forms/stale-box.tsx'
import { buttonClass } from '#components/ui/button.tsx'
import { CloudCheckIcon, OctagonAlertIcon, UsersIcon } from '#components/ui/icons.tsx'
import { inSentence } from '#lib/dates.ts'
import type { ActionResult } from '#lib/forms/result.ts'

type SaveStateProps = {
  result: ActionResult<unknown>
  pending: boolean
  dirty: boolean
  saved: string
  here: string
  /** What somebody else did to the draft meanwhile, until it is read. */
  news: string | null
  onRead: () => void
}

/** Above the builder: saved, saving, or what stands against it. It says so without taking the focus. */
export function SaveState({ result, pending, dirty, saved, here, news, onRead }: SaveStateProps) {
  if (result.status === 'error' && result.fieldErrors.stale)
    return (
      <StaleBox
        result={result}
        save={{ name: 'intent', value: typedText(result.values?.intent) ?? 'save' }}
        here={here}
      />
    )
  const failed = result.status === 'error' && !pending
  const errors = failed ? Object.values(result.fieldErrors).flat() : []
  return (
    <div className="border-b border-line px-4 py-1.5 text-caption text-ink-3 lg:px-6" role="status">
      {failed ? (
        <span className="flex items-start gap-1.5 font-semibold text-base-content">
          <OctagonAlertIcon size={14} strokeWidth={2} className="mt-px" />
          <span>
            {[result.message, ...errors].join(' ')} {result.signedOut ? <SignInAgain /> : null}
          </span>
        </span>
      ) : (
        <span className="flex items-center gap-1.5">
          <CloudCheckIcon size={14} />
          {pending ? 'Saving' : dirty ? 'Not saved yet' : `Draft, saved ${inSentence(saved)}`}
        </span>
      )}
      {news ? (
        <span className="mt-1 flex flex-wrap items-center gap-1.5 font-semibold text-base-content">
          <UsersIcon size={14} />
          <span>{news} It is shown below.</span>
          <button type="button" className={buttonClass('ghost', 'small')} onClick={onRead}>
            Read
          </button>
        </span>
      ) : null}
    </div>
  )
}
