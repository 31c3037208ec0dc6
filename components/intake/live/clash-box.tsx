import { GitCompareArrowsIcon } from '#components/ui/icons.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { Clash } from '#lib/intake/drafts/schema.ts'

function Choice({ id, value, title, text }: { id: string; value: string; title: string; text: string }) {
  return (
    <label className="choice-card flex min-h-11 cursor-pointer items-start gap-3 rounded-field border p-3">
      <input type="radio" name={`keep.${id}`} value={value} className="radio radio-primary mt-0.5 shrink-0" />
      <span className="min-w-0">
        <span className="block text-label font-semibold">{title}</span>
        <span className="block text-read break-words whitespace-pre-line">
          {text.trim() === '' ? 'No answer' : text}
        </span>
      </span>
    </label>
  )
}

/** Answers that were changed here and elsewhere: both, and a choice. Neither is lost until somebody has chosen. */
export function ClashBox({ clashes, danger }: { clashes: readonly Clash[]; danger: string | null }) {
  if (clashes.length === 0) return null
  return (
    <div role="alert" className="grid gap-4 rounded-box border-2 border-base-content p-4">
      {danger ? <Notice tone="alarm">{danger}</Notice> : null}
      <h2 className="flex items-start gap-2 text-label font-semibold">
        <GitCompareArrowsIcon className="mt-px" />
        Changed in another tab or on another device, too. Which answer is right?
      </h2>
      {clashes.map(({ id, question, saved, mine }) => (
        <fieldset key={id} className="grid min-w-0 gap-2">
          <legend className="mb-1 text-label">{question}</legend>
          <input type="hidden" name="clash" value={id} />
          <Choice id={id} value="saved" title="The one from there" text={saved} />
          <Choice id={id} value="mine" title="The one on this page" text={mine} />
        </fieldset>
      ))}
    </div>
  )
}
