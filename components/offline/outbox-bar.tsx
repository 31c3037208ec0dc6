'use client'

import { usePathname, useRouter } from 'next/navigation'
import { useCallback, useEffect, useRef, useState } from 'react'
import { draftNames } from '#components/tracking/draft/draft.ts'
import { Notice } from '#components/ui/notice.tsx'
import { WithPhones } from '#components/ui/phone-links.tsx'
import { signInPath } from '#lib/accounts/way-back/rules.ts'
import { countText, dayIn, dayText } from '#lib/dates.ts'
import {
  allWaiting,
  CHANNEL,
  forgetWaiting,
  isGrave,
  sendWaiting,
  type Waiting,
} from '#public/offline/outbox.js'
import { isCopy } from './keep-pages.tsx'
import { RefusedEntry } from './refused-entry.tsx'

/** While something waits it is tried again this often: not every phone says that it is connected again. */
const AGAIN_MS = 10_000

/** "Your run of Thu 26 Nov". */
export function entryName({ kind, day, at }: Pick<Waiting, 'kind' | 'day' | 'at'>, zone: string): string {
  const what = kind === 'pain' ? 'Your pain score' : draftNames[kind]
  return `${what} of ${dayText(day ?? dayIn(zone, new Date(at)))}`
}

const problems = {
  signed_out: 'Sign in, then it is sent.',
  other: 'Somebody else is signed in on this phone. Sign in again, then it is sent.',
  fault: 'Something went wrong on our side.',
} as const

/** Why it still waits; null while nothing is known. */
function whyWaiting({ problem, message, code }: Waiting): string | null {
  if (problem !== 'fault') return problem ? problems[problem] : message
  const tell = code ? ` If it stays, tell your clinic the code ${code}.` : ''
  return `${message ?? problems.fault} It is tried again later.${tell}`
}

/** What waits, in the words of LOOK.md. */
export function WaitingBar({ entries, zone }: { entries: readonly Waiting[]; zone: string }) {
  if (entries.length === 0) return null
  const [waits, goes, they] = entries.length === 1 ? ['waits', 'goes', 'It'] : ['wait', 'go', 'They']
  const known = new Map(entries.map((entry) => [whyWaiting(entry), entry.problem] as const))
  known.delete(null)
  const itself = entries.length === 1 ? 'itself' : 'themselves'
  return (
    <Notice tone="ink" className="mb-4">
      <p>
        {countText(entries.length, 'entry', 'entries')} {waits} on this phone. {they} {goes} by {itself} as
        soon as there is a connection.
      </p>
      <ul className="mt-1">
        {entries.map((entry) => (
          <li key={entry.id}>{entryName(entry, zone)}</li>
        ))}
      </ul>
      {[...known].map(([why, problem]) => (
        <p key={why} className="mt-1 font-semibold">
          {why}{' '}
          {problem === 'fault' || problem === null ? null : (
            <a href={signInPath('/today', 'waits')} className="inline-flex min-h-11 items-center underline">
              Sign in
            </a>
          )}
        </p>
      ))}
    </Notice>
  )
}

const knows = {
  waits: 'This is only on this phone: nobody at the clinic knows of it yet. Do what it says here now.',
  saved: 'The clinic has this now. Do what it says here, and open Today for how it goes on.',
  refused:
    'This was not saved, and the clinic may not know of it. Do what it says here now, and call the clinic.',
} as const
const heardWords = {
  ...knows,
  waits: 'The clinic knows of this; the entry itself is not saved yet. Do what it says here now.',
  refused: 'The clinic knows of this, but the entry is not saved. Do what it says here now.',
} as const
const knownOf = ({ state, heard }: Waiting): string => (heard ? heardWords : knows)[state]

/** What dangerous answers ask for until their live page has been seen; the plan waits at once. */
export function WaitingWords({ entries }: { entries: readonly Waiting[] }) {
  const all = [...entries.flatMap(({ shown }) => shown), ...entries.flatMap(({ paused }) => paused ?? [])]
  const words = new Map(all.map((word) => [word.text, word]))
  if (words.size === 0) return null
  const next = entries.findLast((entry) => entry.state === 'saved' && isGrave(entry))?.next
  return (
    <div role="alert" className="mb-4 grid gap-2">
      {[...words.values()].map(({ tone, text, numbers }) => (
        <Notice key={text} tone={tone}>
          <WithPhones text={text} numbers={numbers} />
        </Notice>
      ))}
      {[...new Set(entries.filter(isGrave).map(knownOf))].map((known) => (
        <p key={known} className="text-label font-semibold">
          {known}
        </p>
      ))}
      {next ? (
        <p>
          <a href={next} className="inline-flex min-h-11 items-center underline">
            Open Today
          </a>
        </p>
      ) : null}
    </div>
  )
}

const isForm = (path: string) => path.startsWith('/today/') && path !== '/today/entries'

/** Has what waits sent, by the worker or, where there is none, by this page. */
function sendNow(account: string): void {
  const worker = navigator.serviceWorker?.controller
  if (worker) worker.postMessage({ type: 'send', account })
  else void sendWaiting(account).catch(() => undefined)
}

/** The entries of this account on this phone, as they change. */
function useWaiting(accountId: string): readonly [readonly Waiting[], () => void] {
  const [entries, setEntries] = useState<readonly Waiting[]>([])
  const read = useCallback(
    () =>
      allWaiting()
        .then((all) => setEntries(all.filter(({ account }) => account === accountId)))
        .catch(() => undefined),
    [accountId],
  )
  const look = useCallback(() => {
    if (document.visibilityState === 'hidden') return
    void read()
    sendNow(accountId)
  }, [read, accountId])
  useEffect(() => {
    const channel = new BroadcastChannel(CHANNEL)
    channel.onmessage = read
    look()
    addEventListener('online', look)
    addEventListener('pageshow', look)
    document.addEventListener('visibilitychange', look)
    return () => {
      channel.close()
      removeEventListener('online', look)
      removeEventListener('pageshow', look)
      document.removeEventListener('visibilitychange', look)
    }
  }, [read, look])
  return [entries, look]
}

/** On every page of a patient: what waits on this phone, what became of it, and what dangerous answers in it ask for. */
export function OutboxBar({ accountId, zone }: { accountId: string; zone: string }) {
  const [entries, look] = useWaiting(accountId)
  const [said, setSaid] = useState<readonly Waiting[]>([])
  const router = useRouter()
  const path = usePathname()
  const opened = useRef(Date.now())
  const waiting = entries.filter(({ state }) => state === 'waits')
  const grave = entries.filter(isGrave)
  const isHeld = grave.length > 0

  useEffect(() => {
    if (waiting.length + grave.length === 0) return
    const timer = setInterval(look, AGAIN_MS)
    return () => clearInterval(timer)
  }, [waiting.length, grave.length, look])

  useEffect(() => {
    document.documentElement.toggleAttribute('data-held', isHeld)
  }, [isHeld])

  // biome-ignore lint/correctness/useExhaustiveDependencies: once for what is saved, whatever page is open then
  useEffect(() => {
    const saved = entries.filter(({ state }) => state === 'saved')
    if (saved.length === 0 || (waiting.length > 0 && isCopy())) return
    const here = location.pathname + location.search
    const isSeen = document.visibilityState === 'visible'
    const isLive = isSeen && !isCopy()
    const last = saved.findLast((one) => isGrave(one) && !(isLive && one.next === here)) ?? saved.at(-1)
    // A copy is over, and words that are to be read stand on today; a form that somebody fills in stays.
    const leads = last?.next && isSeen && !isForm(path) && (isCopy() || isGrave(last))
    const plain = saved.filter((one) => !isGrave(one))
    const over = saved.filter((one) => isGrave(one) && isLive && one.next === here)
    const said = [...plain, ...over]
    setSaid((before) => [...before, ...said.filter(({ id }) => !before.some((one) => one.id === id))])
    for (const { id } of over) void forgetWaiting(id)
    if (leads && last.next !== here) return location.assign(last.next ?? '/today')
    // Led there without a network, it is a copy once more.
    if (leads && isCopy() && navigator.onLine && Date.now() - opened.current > AGAIN_MS)
      return location.reload()
    for (const { id } of plain) void forgetWaiting(id)
    if (plain.length > 0 && !isForm(path) && Date.now() - opened.current > 1000) router.refresh()
  }, [entries])

  return (
    <>
      <WaitingWords entries={grave} />
      <div aria-live="polite">
        <WaitingBar entries={waiting} zone={zone} />
        {said.map((entry) => (
          <Notice key={entry.id} tone="done" className="mb-4">
            {entryName(entry, zone)} is saved.{' '}
            {isForm(path) && entry.next ? (
              <a href={entry.next} className="inline-flex min-h-11 items-center underline">
                Open Today
              </a>
            ) : null}
          </Notice>
        ))}
      </div>
      {entries
        .filter(({ state }) => state === 'refused')
        .map((entry) => (
          <RefusedEntry key={entry.id} entry={entry} name={entryName(entry, zone)} zone={zone} />
        ))}
    </>
  )
}
