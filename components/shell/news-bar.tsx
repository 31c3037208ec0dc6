'use client'

import { usePathname } from 'next/navigation'
import { useState } from 'react'
import { cx } from '#components/ui/cx.ts'
import { BellIcon, SirenIcon } from '#components/ui/icons.tsx'
import { PageLink } from '#components/ui/page-link.tsx'
import type { ClinicNavCounts } from './clinic-nav.ts'
import { useLiveCounts } from './live-counts.ts'

type Key = 'urgentIntakes' | 'urgentAlerts' | 'urgentAt' | 'intakes' | 'alerts'
type News = {
  key: Key
  href: string
  open: string
  one: string
  /** Of what is counted. */
  many?: string
  /** On which pages it is said; everywhere when it needs somebody today. */
  on?: readonly string[]
}

/** The gravest first. */
const kinds: readonly News[] = [
  {
    key: 'urgentIntakes',
    href: '/intakes',
    open: 'Open intakes',
    one: 'An urgent form came in',
    many: 'urgent forms came in',
  },
  {
    key: 'urgentAlerts',
    href: '/alerts',
    open: 'Open alerts',
    one: 'An urgent alert came up',
    many: 'urgent alerts came up',
  },
  // A further answer that is dangerous joins an alert that is open, and no number rises.
  { key: 'urgentAt', href: '/alerts', open: 'Open alerts', one: 'Something urgent was told' },
  {
    key: 'intakes',
    href: '/intakes',
    open: 'Show it',
    on: ['/intakes'],
    one: 'A form came in',
    many: 'forms came in',
  },
  {
    key: 'alerts',
    href: '/alerts',
    open: 'Open alerts',
    on: ['/alerts', '/caseload'],
    one: 'An alert came up',
    many: 'alerts came up',
  },
]

const numberOf = (counts: ClinicNavCounts, key: Key) => counts[key] ?? 0

/** What is known of the numbers; what fell is known at once, so that the next one is news. */
const lowered = (known: ClinicNavCounts, live: ClinicNavCounts): ClinicNavCounts =>
  Object.fromEntries(kinds.map(({ key }) => [key, Math.min(numberOf(known, key), numberOf(live, key))]))

const isNews = (known: ClinicNavCounts, live: ClinicNavCounts, path: string) =>
  kinds.find(
    ({ key, on }) => numberOf(live, key) > numberOf(known, key) && (on === undefined || on.includes(path)),
  )

/**
 * Says what came in since the page was opened, and leaves the page as it is: no list moves under somebody's finger, and
 * nothing is read that nobody asked to read.
 */
export function NewsBar({ counts }: { counts: ClinicNavCounts }) {
  const live = useLiveCounts(counts)
  const path = usePathname() ?? ''
  const [at, setAt] = useState({ counts, path })
  const [known, setKnown] = useState(counts)
  if (at.counts !== counts || at.path !== path) {
    setAt({ counts, path })
    // The frame was drawn anew, or the list was opened that shows it.
    if (at.counts !== counts) setKnown(counts)
    else
      setKnown({
        ...known,
        ...Object.fromEntries(kinds.filter(({ href }) => href === path).map(({ key }) => [key, live[key]])),
      })
  }
  const least = lowered(known, live)
  if (kinds.some(({ key }) => least[key] !== numberOf(known, key))) setKnown(least)

  const news = isNews(least, live, path)
  const more = news ? numberOf(live, news.key) - numberOf(least, news.key) : 0
  const isUrgent = news !== undefined && news.on === undefined
  const Mark = isUrgent ? SirenIcon : BellIcon
  return (
    <div role="status" className="news no-print">
      {news ? (
        <div
          className={cx(
            'rounded-box border p-3 text-dense shadow-(--shadow-float)',
            isUrgent ? 'border-red-line bg-red-soft' : 'border-line-strong bg-base-100',
          )}
        >
          <p className="flex items-start gap-2 font-medium">
            <Mark size={16} className={cx('mt-0.5 shrink-0', isUrgent ? 'text-red-ink' : 'text-ink-2')} />
            {more === 1 || !news.many ? news.one : `${more} ${news.many}`}
          </p>
          <p className="mt-2 flex items-center gap-2">
            <PageLink
              href={news.href}
              onClick={() => setKnown(live)}
              className="btn btn-primary btn-sm pointer-coarse:h-11"
            >
              {news.open}
            </PageLink>
            <button
              type="button"
              onClick={() => setKnown(live)}
              className="btn btn-ghost btn-sm pointer-coarse:h-11"
            >
              Later
            </button>
          </p>
        </div>
      ) : null}
    </div>
  )
}
