import { Notice } from '#components/ui/notice.tsx'
import type { FlagNews } from '#lib/letters/flags/rules.ts'

/** Red flags that a draft does not tell as they are now, in the words in which a letter would. */
export function FlagNewsNotice({ news, className }: { news: readonly FlagNews[]; className?: string }) {
  if (news.length === 0) return null
  return (
    <Notice title="Red flags since this letter was begun" {...(className ? { className } : {})}>
      <ul className="grid gap-1">
        {news.map(({ key, how, line }) => (
          <li key={key} className="break-words">
            <span className="font-semibold">
              {how[0]?.toUpperCase()}
              {how.slice(1)}:
            </span>{' '}
            {line}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
