import { Card } from '#components/ui/section.tsx'
import type { OwnFactorTexts } from '#lib/factors/releases/queries.ts'

function Texts({ title, texts }: { title: string; texts: readonly string[] }) {
  if (texts.length === 0) return null
  return (
    <Card phone>
      <h2 className="text-read font-semibold">{title}</h2>
      <ul className="mt-2 grid gap-3 text-read">
        {texts.map((text) => (
          <li key={text} className="break-words">
            {text}
          </li>
        ))}
      </ul>
    </Card>
  )
}

/** What the physio wrote down for the patient, in plain words. */
export function OwnTexts({ texts }: { texts: OwnFactorTexts }) {
  if (texts.explanations.length + texts.advice.length === 0) return null
  return (
    <div className="mt-6 grid gap-3">
      <Texts title="What we noticed together" texts={texts.explanations} />
      <Texts title="What you can do" texts={texts.advice} />
    </div>
  )
}
