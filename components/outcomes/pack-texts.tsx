'use client'

import { useState } from 'react'
import { TextArea } from '#components/forms/text-area.tsx'
import { instruments } from '#lib/content/outcomes/instruments.ts'
import type { MeasureId } from '#lib/content/outcomes/types.ts'
import { readPack } from '#lib/outcomes/packs/rules.ts'
import type { ItemText } from '#lib/outcomes/packs/schema.ts'

/** Items with their answers and points, as a patient will meet them. */
export function PackPreview({ measure, texts }: { measure: MeasureId; texts: readonly ItemText[] }) {
  const { items } = instruments[measure]
  return (
    <ol className="list-decimal space-y-2 pl-6 text-dense">
      {texts.slice(0, items.length + 5).map(({ text, options }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an item is its place in the form
        <li key={at}>
          {text}
          <ul className="num flex flex-wrap gap-x-4 text-ink-2">
            {options.map((option, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: an answer is its place in the form
              <li key={place}>
                {option} <span className="text-ink-3">({items[at]?.values[place] ?? 'too many'})</span>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  )
}

/** The two fields that are pasted into, and below them what they come to; the same rule judges again on saving. */
export function PackTexts({ measure }: { measure: MeasureId }) {
  const [items, setItems] = useState('')
  const [answers, setAnswers] = useState('')
  const instrument = instruments[measure]
  const { texts, problems } = readPack(instrument, { items, answers })
  const wrong = Object.values(problems).flat()
  return (
    <>
      <TextArea
        name="answers"
        label="Answers that all items share"
        optional
        rows={4}
        hint="One a line, in the order of the form. Leave it empty when the items have answers of their own."
        onChange={(event) => setAnswers(event.target.value)}
      />
      <TextArea
        name="items"
        label={`The ${instrument.items.length} items`}
        rows={10}
        hint="With shared answers: one item a line. Otherwise: the item, below it its answers one a line, then an empty line."
        onChange={(event) => setItems(event.target.value)}
      />
      {items.trim() ? (
        <section aria-label="Preview" className="rounded-field bg-base-200/60 p-4">
          <h3 className="text-dense font-semibold">Preview, with the points of each answer</h3>
          <p role="status" className="mt-0.5 mb-2 text-caption text-ink-2">
            {wrong.length === 0 ? 'Fits the instrument.' : wrong.join(' ')}
          </p>
          <PackPreview measure={measure} texts={texts} />
        </section>
      ) : null}
    </>
  )
}
