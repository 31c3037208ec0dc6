import { Card } from '#components/ui/section.tsx'
import type { OwnFactorTexts } from '#lib/factors/releases/queries.ts'

type TextsProps = { title: string; knee: string | null; texts: readonly string[] }

function Texts({ title, knee, texts }: TextsProps) {
  if (texts.length === 0) return null
  return (
    <Card phone>
      <h2 className="text-read font-semibold">{knee ? `${title}, ${knee.toLowerCase()}` : title}</h2>
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

/** What the physio wrote down for the patient, in plain words; of several treatments each with its knee. */
export function OwnTexts({ texts }: { texts: readonly OwnFactorTexts[] }) {
  if (texts.length === 0) return null
  return (
    <div className="mt-6 grid gap-3">
      {texts.map(({ knee, explanations, advice }) => (
        <div key={[...explanations, ...advice].join(' ')} className="contents">
          <Texts title="What we noticed together" knee={knee} texts={explanations} />
          <Texts title="What you can do" knee={knee} texts={advice} />
        </div>
      ))}
    </div>
  )
}
