'use client'

import { StaleBox } from '#components/forms/stale-box.tsx'
import { CloudCheckIcon, OctagonAlertIcon } from '#components/ui/icons.tsx'
import type { ActionResult } from '#lib/forms/result.ts'

type SaveStateProps = {
  result: ActionResult<unknown>
  pending: boolean
  dirty: boolean
  saved: string
  here: string
}

/** Above the builder: saved, saving, or what stands against it. It says so without taking the focus. */
export function SaveState({ result, pending, dirty, saved, here }: SaveStateProps) {
  if (result.status === 'error' && result.fieldErrors.stale)
    return (
      <StaleBox
        result={result}
        save={{ name: 'intent', value: 'save' }}
        here={here}
        lead="Yours, compared with the saved one:"
      />
    )
  const failed = result.status === 'error' && !pending
  const errors = failed ? Object.values(result.fieldErrors).flat() : []
  return (
    <div className="border-b border-line px-4 py-1.5 text-caption text-ink-3 lg:px-6" role="status">
      {failed ? (
        <span className="flex items-start gap-1.5 font-semibold text-base-content">
          <OctagonAlertIcon size={14} strokeWidth={2} className="mt-px" />
          <span>{[result.message, ...errors].join(' ')}</span>
        </span>
      ) : (
        <span className="flex items-center gap-1.5">
          <CloudCheckIcon size={14} />
          {pending
            ? 'Saving'
            : dirty
              ? 'Not saved yet'
              : `Draft, saved ${saved.charAt(0).toLowerCase()}${saved.slice(1)}`}
        </span>
      )}
    </div>
  )
}
