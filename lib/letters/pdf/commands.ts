import 'server-only'
import { join } from 'node:path'
import {
  Document,
  Font,
  Page,
  renderToBuffer,
  StyleSheet,
  Text,
  type TextProps,
  View,
} from '@react-pdf/renderer'
import { createElement as h, type ReactElement } from 'react'
import { printed } from '../characters/rules.ts'
import type { LetterDocument } from './schema.ts'

/*
 * A letter as PDF: A4, the fonts of the product embedded, nothing fetched. The sets of characters stand in the order in which a
 * letter is looked for, so that names from all over Europe print.
 */

const sets = ['latin', 'latin-ext', 'greek', 'cyrillic', 'vietnamese'] as const
const family = (set: string) => `Inter ${set}`
const families = sets.map(family)
/** Signs of a word that may be cut where it is wider than a line. */
const longWord = 20
let registered = false

/** From the folder of packages beside the server: next.config.mjs names these files for the build. */
const file = (set: string, weight: number) =>
  join(process.cwd(), 'node_modules/@fontsource/inter/files', `inter-${set}-${weight}-normal.woff`)

function registerFonts(): void {
  if (registered) return
  for (const set of sets)
    Font.register({
      family: family(set),
      fonts: [400, 600].map((fontWeight) => ({ src: file(set, fontWeight), fontWeight })),
    })
  Font.registerHyphenationCallback((word) => (word.length > longWord ? [...word] : [word]))
  registered = true
}

const ink = '#16211f'
const faint = '#5b6b68'
const styles = StyleSheet.create({
  page: {
    paddingTop: 48,
    paddingBottom: 64,
    paddingHorizontal: 60,
    fontFamily: families as unknown as string,
    fontSize: 10,
    lineHeight: 1.45,
    color: ink,
  },
  head: { borderBottomWidth: 0.75, borderBottomColor: '#c9d3d1', paddingBottom: 10, marginBottom: 26 },
  clinic: { fontSize: 14, fontWeight: 600, lineHeight: 1.4, marginBottom: 2 },
  faint: { fontSize: 8.5, lineHeight: 1.4, color: faint },
  row: { flexDirection: 'row', justifyContent: 'space-between', marginBottom: 24 },
  title: { fontSize: 14, fontWeight: 600, lineHeight: 1.4, marginBottom: 3 },
  heading: { fontWeight: 600, marginTop: 12, marginBottom: 2 },
  sign: { marginTop: 30 },
  // From the top of the sheet: measured from its bottom, a line that is only known when the pages are counted is left out.
  foot: {
    position: 'absolute',
    left: 60,
    right: 60,
    top: 800,
    fontSize: 8,
    color: faint,
    flexDirection: 'row',
    justifyContent: 'space-between',
  },
})

/**
 * Breaks lines between words: inside of one, where it may be cut or its font changes, only when it is wider than a line. From
 * this penalty on the layout takes no break while there is another one.
 */
const words = (props: TextProps, text: string): ReactElement =>
  h(Text, { ...props, hyphenationPenalty: 10_000 }, text)

const lines = (text: string): ReactElement[] =>
  printed(text)
    .trim()
    .split('\n')
    // An empty line keeps its height.
    .map((line) => words({}, line === '' ? ' ' : line))

/** Flat: what moves a heading to the next page with its text looks at its neighbors alone. */
const section = ({ title, text }: LetterDocument['sections'][number]): ReactElement[] => [
  words({ style: styles.heading, minPresenceAhead: 32 }, title),
  ...lines(text),
]

function page(letter: LetterDocument): ReactElement {
  const { clinic, patient } = letter
  const contact = [clinic.address.replace(/\s*\n\s*/g, ', '), clinic.phone].filter((one) => one.trim() !== '')
  return h(
    Page,
    { size: 'A4', style: styles.page },
    h(
      View,
      { style: styles.head },
      words({ style: styles.clinic }, printed(clinic.name)),
      words({ style: styles.faint }, printed(contact.join(' · '))),
    ),
    h(
      View,
      { style: styles.row },
      h(View, { style: { maxWidth: 280 } }, ...lines(letter.recipient)),
      h(Text, {}, letter.onText),
    ),
    h(Text, { style: styles.title }, letter.kind),
    words({}, printed(`${patient.name}, ${patient.born}, ${patient.number}`)),
    letter.urgency ? h(Text, { style: { fontWeight: 600 } }, `Urgency: ${letter.urgency}`) : null,
    ...letter.sections.flatMap(section),
    h(
      View,
      { style: styles.sign, wrap: false },
      words({ style: { fontWeight: 600 } }, printed(letter.signedBy)),
      words({}, printed(`Physiotherapist, ${clinic.name}`)),
      words({ style: styles.faint }, `Signed electronically, ${letter.signedText}`),
    ),
    h(
      View,
      { style: styles.foot, fixed: true },
      // A loose second sheet still says whose it is.
      words(
        { style: { maxWidth: 400 } },
        printed(
          `${patient.name}, ${patient.number}, ${letter.kind.toLowerCase()} ${letter.letterId.slice(-12)}`,
        ),
      ),
      h(Text, {
        render: ({ pageNumber, totalPages }: { pageNumber: number; totalPages: number }) =>
          `Page ${pageNumber} of ${totalPages}`,
      }),
    ),
  )
}

/** The bytes that are kept as sent. Reads font files beside the server; asks no network. */
export async function letterPdf(letter: LetterDocument): Promise<Uint8Array<ArrayBuffer>> {
  registerFonts()
  const bytes = await renderToBuffer(
    h(
      Document,
      {
        title: letter.kind,
        author: letter.clinic.name,
        creator: 'Stepwise',
        producer: 'Stepwise',
        language: 'en-US',
        creationDate: letter.signedAt,
        modificationDate: letter.signedAt,
      },
      page(letter),
    ) as Parameters<typeof renderToBuffer>[0],
  )
  return new Uint8Array(bytes)
}
