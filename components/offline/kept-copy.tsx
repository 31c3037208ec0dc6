/** Written into by the worker of the phone where it shows a copy (public/sw.js); a live page leaves it empty. */
export const KEPT_COPY = 'kept-copy'

/** Whose page this is, for the phone that keeps it, and the place of the line that says of a copy that it is one. */
export function KeptCopy({ accountId, zone }: { accountId: string; zone: string }) {
  return (
    <div
      id={KEPT_COPY}
      className="kept-copy"
      data-account={accountId}
      data-zone={zone}
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: React leaves alone what stands in it
      dangerouslySetInnerHTML={{ __html: '' }}
    />
  )
}
