import { buttonClass } from '#components/ui/button.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { inSentence } from '#lib/dates.ts'
import type { LetterView } from '#lib/letters/queries.ts'

type Props = {
  view: LetterView
  /** Inside the form of the draft, whose text the facts are taken into. */
  take?: boolean
  className?: string
}

function Take() {
  return (
    <button type="submit" name="go" value="newest" className={buttonClass('plain', 'desk')}>
      Take in the newest facts
    </button>
  )
}

/**
 * What came into the record since the facts of a draft were taken from it, and the way to take them in; that stands on every
 * draft, since not all that a letter is composed of is told here.
 */
export function NewsNotice({ view, take = false, className }: Props) {
  const { news, corrected, flagNews } = view
  if (view.signed) return null
  const title = `The facts of this letter are those of ${inSentence(news.since)}`
  const at = className ? { className } : {}
  if (news.lines.length === 0 && !corrected && flagNews.length === 0)
    return take ? (
      <div {...at}>
        <p className="pb-1.5 text-dense text-ink-2">{title}.</p>
        <Take />
      </div>
    ) : null
  return (
    <Notice title={title} {...at}>
      {news.lines.length > 0 ? (
        <ul className="grid gap-1">
          {news.lines.map((line) => (
            <li key={line} className="break-words">
              {line}
            </li>
          ))}
        </ul>
      ) : null}
      {take ? (
        <>
          <div className="pt-2">
            <Take />
          </div>
          <p className="mt-1">
            A part that nobody has changed is written anew. Where somebody wrote, that stays, and what is new
            comes below it.
          </p>
        </>
      ) : (
        <LinkButton href={`/cases/${view.frame.caseId}/letters/${view.id}`} className="mt-2">
          Go on writing, to take them in
        </LinkButton>
      )}
    </Notice>
  )
}
