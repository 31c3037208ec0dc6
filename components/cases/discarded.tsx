import { TextLink } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Section } from '#components/ui/section.tsx'
import type { Discarded } from '#lib/cases/discarded/rules.ts'
import { inSentence } from '#lib/dates.ts'

type One = { id: string; title: string; by: string; discarded: Discarded | null }

/** Drafts that were discarded: kept, and read by nobody but who opens one. */
export function DiscardedDrafts({ list, base }: { list: readonly One[]; base: string }) {
  if (list.length === 0) return null
  return (
    <Section title="Discarded drafts">
      <ul className="divide-y divide-line">
        {list.map(({ id, title, by, discarded }) => (
          <li key={id} className="py-2 text-dense">
            <TextLink href={`${base}/${id}`} className="line-through">
              {title}
            </TextLink>{' '}
            <span className="num text-ink-3">
              begun by {by}; discarded
              {discarded ? `: ${discarded.by}, ${inSentence(discarded.atText)}` : ''}
            </span>
            <span className="block break-words text-ink-2">{discarded?.reason}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** At the top of a draft that was discarded. */
export function DiscardedNotice({ discarded }: { discarded: Discarded }) {
  return (
    <Notice tone="ink" className="mb-3" title="Discarded draft">
      {discarded.reason} ({discarded.by}, {inSentence(discarded.atText)})
    </Notice>
  )
}
