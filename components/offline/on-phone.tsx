import { KeepPages } from './keep-pages.tsx'
import { KeptCopy } from './kept-copy.tsx'
import { LeftPage } from './left.tsx'
import { OutboxBar } from './outbox-bar.tsx'

/** On every page of a patient: what her phone keeps and sends by itself. */
export function OnPhone({ accountId, zone }: { accountId: string; zone: string }) {
  const build = process.env.STEPWISE_BUILD ?? ''
  return (
    <>
      <KeptCopy accountId={accountId} zone={zone} />
      <LeftPage />
      <KeepPages accountId={accountId} build={build} />
      <OutboxBar accountId={accountId} zone={zone} />
    </>
  )
}
