import { TextLink } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'

/** Asked where the next session begins, when the morning after the last one was never entered. */
export function MissingMorning({ caseId, day, text }: { caseId: string; day: string; text: string }) {
  return (
    <Notice className="mb-5" title={text}>
      <TextLink
        href={`/today/morning?case=${caseId}&day=${day}`}
        className="inline-flex min-h-11 items-center"
      >
        Enter pain and swelling
      </TextLink>
    </Notice>
  )
}
