import { LinkButton } from '#components/ui/link-button.tsx'

/** In the frame of the pages around it. The same for what does not exist and for what the reader may not see. */
export function NothingHere() {
  return (
    <div className="w-full max-w-[28rem] px-4 py-8 lg:px-6 lg:py-10">
      <h1 className="text-display font-semibold">There is nothing here</h1>
      <p className="mt-1.5 text-read text-ink-2">
        The address may be mistyped, or the page may have moved. If somebody sent you this link, ask them for
        a new one.
      </p>
      <LinkButton href="/" variant="primary" size="field" className="mt-8">
        Go to the start
      </LinkButton>
    </div>
  )
}
