import { buttonClass } from '#components/ui/button.tsx'
import { PlusIcon } from '#components/ui/icons.tsx'
import { noteParts, notePartWords } from '#lib/content/notes/templates.ts'
import type { NoteView } from '#lib/notes/queries.ts'

/** What the record holds since the last note, each to be written into its part again. */
export function FactsPanel({ view }: { view: NoteView }) {
  const parts = noteParts
    .map((part) => ({ part, facts: view.facts.filter((fact) => fact.part === part) }))
    .filter(({ facts }) => facts.length > 0)
  return (
    <aside
      aria-label="From the record"
      className="border-line px-4 py-4 max-xl:border-t lg:px-6 xl:w-[24rem] xl:shrink-0 xl:border-l xl:px-5"
    >
      <h3 className="text-dense font-semibold">From the record</h3>
      <p className="text-caption text-ink-3">
        {view.first
          ? `Since the case was opened, ${view.sinceText}.`
          : `Since the last signed note, ${view.sinceText}.`}{' '}
        {view.partsSinceText
          ? `That was a call: what was measured and changed, since ${view.partsSinceText}. `
          : ''}
        Check what you keep: it is plain text.
      </p>
      {parts.length === 0 ? (
        <p className="mt-3 text-dense text-ink-2">Nothing was logged, measured or changed in this time.</p>
      ) : null}
      {parts.map(({ part, facts }) => (
        <section key={part} aria-label={`${notePartWords[part].title}, from the record`} className="mt-3">
          <h4 className="text-caption font-medium text-ink-3">{notePartWords[part].title}</h4>
          <ul className="divide-y divide-line">
            {facts.map((fact) => (
              <li key={fact.id} className="flex items-start gap-2 py-1.5">
                <p className="num min-w-0 grow text-dense break-words">
                  {fact.text}
                  <span className="block text-caption text-ink-3">{fact.source}</span>
                </p>
                <button
                  type="submit"
                  name="insert"
                  value={fact.id}
                  data-into={fact.part}
                  data-line={fact.line}
                  className={buttonClass('plain', 'small', 'shrink-0 scroll-mb-24')}
                >
                  <PlusIcon size={13} />
                  Insert
                  <span className="sr-only">: {fact.text}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </aside>
  )
}
