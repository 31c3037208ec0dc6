/** Which knee a heading is about, for somebody who is treated for two; nothing for anybody else. */
export function OfKnee({ knee }: { knee: string | null }) {
  return knee ? <span className="block text-read text-ink-2">{knee}</span> : null
}
