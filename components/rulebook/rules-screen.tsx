import { PageHeader } from '#components/shell/page-header.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { ScrollTextIcon } from '#components/ui/icons.tsx'
import { TextLink } from '#components/ui/link-button.tsx'
import { FindForm } from '#components/ui/search-form.tsx'
import { FilterTabs } from '#components/ui/tabs.tsx'
import { gradesInWords } from '#lib/content/grades.ts'
import { hasOwnNumbers, inputsOf, isTriable, matching, referencesOf } from '#lib/rulebook/rules.ts'
import type { RuleEntry, RuleSource } from '#lib/rulebook/schema.ts'
import type { Tried } from '#lib/rulebook/try/rules.ts'
import { ruleInputLabel } from '#lib/rulebook/words/rules.ts'
import { TryForm } from './try-form.tsx'

const address = (source: string, q: string) =>
  `/library/rules?${new URLSearchParams({ source, ...(q ? { q } : {}) })}`

function References({ text }: { text: string }) {
  const found = referencesOf(text)
  if (found.length === 0) return null
  return (
    <ul className="mt-1 grid gap-0.5 text-caption text-ink-3">
      {found.map(({ number, reference }) => (
        <li key={number} className="break-words">
          [{number}] {reference}
        </li>
      ))}
    </ul>
  )
}

/** Where the clinic has set a number: what holds without it. */
function ByDefault({ text }: { text: string | undefined }) {
  if (text === undefined) return null
  return (
    <span className="block text-caption break-words text-ink-2">
      <span className="font-semibold">Set by the clinic.</span> By default: {text}
    </span>
  )
}

function Reads({ entry }: { entry: RuleEntry }) {
  return (
    <div>
      <div className="text-caption font-medium">Reads</div>
      <ul className="grid gap-x-6 sm:grid-cols-2">
        {inputsOf(entry).map((id) => (
          <li key={id}>
            {ruleInputLabel(id)} <code className="text-caption text-ink-3">{id}</code>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Entry({ entry }: { entry: RuleEntry }) {
  return (
    <li id={entry.id} className="border-t border-line py-2 first:border-t-0">
      <Disclosure
        summary={
          <span className="flex flex-wrap items-baseline gap-x-2">
            <span className="text-base-content">{entry.title}</span>
            <span className="text-caption font-normal text-ink-3">
              {gradesInWords(entry.evidence)}
              {hasOwnNumbers(entry) ? '; set by the clinic' : ''}
            </span>
          </span>
        }
      >
        <div className="grid gap-3 pb-2 pl-5">
          <p className="text-base-content">{entry.says}</p>
          <ByDefault text={entry.saysByDefault} />
          <dl className="grid gap-x-3 gap-y-1 md:grid-cols-[9rem_minmax(0,1fr)]">
            {entry.rules.map(({ label, text, byDefault }) => (
              <div key={`${label} ${text}`} className="contents">
                <dt>{gradesInWords(label)}</dt>
                <dd>
                  <code className="text-caption break-words">{text}</code>
                  <ByDefault text={byDefault} />
                </dd>
              </div>
            ))}
          </dl>
          {isTriable(entry) ? <Reads entry={entry} /> : null}
          <div>
            <div className="text-caption font-medium">Source</div>
            <p>{gradesInWords(entry.source) || 'Expert opinion'}</p>
            <References text={`${entry.evidence} ${entry.source}`} />
          </div>
          {isTriable(entry) ? (
            <TextLink href={`/library/rules?try=${entry.id}#try`} className="w-fit">
              Try it with made-up values
            </TextLink>
          ) : (
            <p className="text-caption text-ink-3">
              Worked out from entries: it cannot be tried with made-up values.
            </p>
          )}
        </div>
      </Disclosure>
    </li>
  )
}

type RulesProps = {
  sources: readonly RuleSource[]
  source: RuleSource
  q: string
  /** The rule that is tried; null when none is. */
  trying: { entry: RuleEntry; tried: Tried } | null
}

/** The rules of the product: what each says, what it reads, on what it rests, and what it does with made-up values. */
export function RulesScreen({ sources, source, q, trying }: RulesProps) {
  const entries = matching(source, q)
  const tabs = sources.map((one) => ({
    href: address(one.id, q),
    label: one.title,
    count: matching(one, q).length,
    current: one.id === source.id,
  }))
  return (
    <>
      <PageHeader
        title="Rules"
        note={`version ${source.version}`}
        actions={
          <FindForm
            action="/library/rules"
            label="Find a rule"
            defaultValue={q}
            keep={{ source: source.id }}
          />
        }
        tabs={<FilterTabs label="Kind of rule" tabs={tabs} />}
      />
      <div className="max-w-4xl px-4 py-4 lg:px-6">
        {trying ? <TryForm entry={trying.entry} tried={trying.tried} /> : null}
        <p className={trying ? 'mt-5 mb-2 text-dense text-ink-2' : 'mb-2 text-dense text-ink-2'}>
          {source.note}
        </p>
        {entries.length === 0 ? (
          <EmptyState icon={ScrollTextIcon} title="No rule has these words">
            Try a symptom, a finding or a part of a title.
          </EmptyState>
        ) : (
          <ul>
            {entries.map((entry) => (
              <Entry key={entry.id} entry={entry} />
            ))}
          </ul>
        )}
      </div>
    </>
  )
}
