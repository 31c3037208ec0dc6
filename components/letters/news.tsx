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

/** What came into the record since the facts of a draft were taken from it, and the way to take them in. */
export function NewsNotice({ view, take = false, className }: Props) {
  const { news, corrected, flagNews } = view
  if (view.signed || (news.lines.length === 0 && !corrected && flagNews.length === 0)) return null
  return (
    <Notice
      title={`The facts of this letter are those of ${inSentence(news.since)}`}
      {...(className ? { className } : {})}
    >
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
          <button type="submit" name="go" value="newest" className={buttonClass('plain', 'desk', 'mt-2')}>
            Take in the newest facts
          </button>
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
