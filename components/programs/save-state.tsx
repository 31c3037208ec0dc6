'use client'

import { buttonClass } from '#components/ui/button.tsx'
import { CloudCheckIcon, GitCompareArrowsIcon, OctagonAlertIcon } from '#components/ui/icons.tsx'
import type { ActionError, ActionResult } from '#lib/forms/result.ts'

type SaveStateProps = {
  result: ActionResult<unknown>
  pending: boolean
  dirty: boolean
  saved: string
  here: string
}

/** Somebody saved in between: how the two texts differ, and a choice. Nothing is lost until she has chosen. */
function Stale({ result, here }: { result: ActionError; here: string }) {
  return (
    <div role="alert" className="border-b-2 border-base-content px-4 py-3 lg:px-6">
      <h3 className="flex items-start gap-2 text-dense font-semibold">
        <GitCompareArrowsIcon className="mt-px" />
        {result.message}
      </h3>
      <p className="mt-1 text-dense text-ink-2">Yours, compared with the saved one:</p>
      <ul className="mt-1 list-disc pl-8 text-dense">
        {result.fieldErrors.stale?.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <div className="mt-3 flex flex-wrap gap-2">
        <button type="submit" name="intent" value="save" className={buttonClass('plain')}>
          Save mine over it
        </button>
        <a href={here} className={buttonClass('ghost')}>
          Drop mine and load the saved one
        </a>
      </div>
    </div>
  )
}

/** Above the builder: saved, saving, or what stands against it. It says so without taking the focus. */
export function SaveState({ result, pending, dirty, saved, here }: SaveStateProps) {
  if (result.status === 'error' && result.fieldErrors.stale) return <Stale result={result} here={here} />
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
