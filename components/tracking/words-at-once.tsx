import { Notice, type NoticeTone } from '#components/ui/notice.tsx'
import { telOf, WithPhones } from '#components/ui/phone-links.tsx'
import { allWords, type Level, styleOf, type WordsAtOnce as Words } from '#lib/flags/at-once/rules.ts'
import { severeKept } from '#lib/tracking/entries/rules.ts'

const tones: Record<Level, NoticeTone> = { emergency: 'alarm', same_day: 'red', urgent_referral: 'amber' }

/**
 * What a dangerous answer asks for, while it is ticked and before anything is sent (clinical/red-flags.md 5). Style alone
 * shows it, so that it needs neither a network nor a script. It sticks to the bottom of the screen, as the box that was
 * ticked may stand far above; nothing of the form shows between its parts. Its numbers can be called, and bring the
 * keyboard to what has to be scrolled to.
 */
export function WordsAtOnce({ words }: { words: Words }) {
  const all = allWords(words)
  const { numbers } = words
  const called = Object.values(numbers)
  const classOf = (word: (typeof all)[number]) => `at-once-${all.indexOf(word)}`
  return (
    <div
      aria-live="assertive"
      data-severe={severeKept(numbers)}
      className="at-once sticky bottom-0 z-10 mt-4 max-h-[45svh] overflow-y-auto rounded-box text-label [&_.rounded-box]:rounded-none"
    >
      <style>{styleOf(words)}</style>
      {words.unsent.map((word) => (
        <div key={word.text} className={classOf(word)}>
          <Notice tone="ink">
            <WithPhones text={word.text} numbers={called} />
          </Notice>
        </div>
      ))}
      {words.levels.map((word) => (
        <div key={word.level} className={classOf(word)} data-word={tones[word.level]} data-stops="">
          <Notice tone={tones[word.level]}>
            <p>
              <WithPhones text={word.text} numbers={called} />
            </p>
            {words.guardian && word.level !== 'urgent_referral' ? (
              <p className="mt-2">{words.guardian}</p>
            ) : null}
            {word.level === 'emergency' && numbers.emergencyNumber ? (
              <a
                data-call=""
                className="inline-flex min-h-11 items-center font-semibold underline"
                href={telOf(numbers.emergencyNumber)}
              >
                Call {numbers.emergencyNumber}
              </a>
            ) : null}
          </Notice>
        </div>
      ))}
      {[...words.lines, ...words.quiet].map((word) => (
        <div
          key={word.text}
          className={classOf(word)}
          data-word="amber"
          data-pauses={word === words.quiet[0] ? '' : undefined}
        >
          <Notice tone="amber">
            <WithPhones text={word.text} numbers={called} />
          </Notice>
        </div>
      ))}
    </div>
  )
}
