import { TextLink } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { OpenMorning } from '#lib/tracking/lately/schema.ts'

/** Asked where the next session or run begins, of each morning after a session that was never entered. */
export function MissingMornings({ caseId, asked }: { caseId: string; asked: readonly OpenMorning[] }) {
  const [only, ...more] = asked
  if (!only) return null
  const href = (day: string) => `/today/morning?case=${caseId}&day=${day}`
  const look = 'inline-flex min-h-11 items-center'
  if (more.length === 0)
    return (
      <Notice className="mb-5" title={only.text}>
        <TextLink href={href(only.day)} className={look}>
          Enter pain and swelling
        </TextLink>
      </Notice>
    )
  return (
    <Notice className="mb-5" title="Some mornings are missing. If you remember, enter pain and swelling.">
      <ul>
        {asked.map(({ day, text }) => (
          <li key={day}>
            <TextLink href={href(day)} className={look}>
              {text}
            </TextLink>
          </li>
        ))}
      </ul>
    </Notice>
  )
}
