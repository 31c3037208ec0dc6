import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { correctedText } from '#lib/cases/change/rules.ts'
import { type Discarded, discardedOf } from '#lib/cases/discarded/rules.ts'
import { type CaseFrame, readCaseFrame } from '#lib/cases/queries.ts'
import { type NoteTemplateId, noteParts, noteTemplate } from '#lib/content/notes/templates.ts'
import { type Day, dayText, fromDbDate, inSentence, timeText } from '#lib/dates.ts'
import { readAs } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { readFacts } from './facts/queries.ts'
import type { Fact } from './facts/schema.ts'
import { readableNotes } from './policy.ts'
import { anyTemplate, factLine, readNoteText, writtenText } from './rules.ts'
import type { NoteText } from './schema.ts'

export type NoteHead = {
  id: string
  on: Day
  onText: string
  template: NoteTemplateId
  templateText: string
  /** Who began it. */
  by: string
  /** "Anna Berger, today 10:12"; null while it is a draft. */
  signed: string | null
  /** "Ben Aebi, today 10:12"; null when nobody saved it since it was begun. */
  saved: string | null
  version: number
  /** Of a draft that was discarded. */
  discarded: Discarded | null
}

export type NoteListItem = NoteHead & { beginning: string; addenda: number }

export type NotesView = {
  frame: CaseFrame
  today: Day
  drafts: NoteListItem[]
  signed: NoteListItem[]
  discarded: NoteListItem[]
}

const people = {
  by: { select: { name: true } },
  savedBy: { select: { name: true } },
  signedBy: { select: { name: true } },
  withdrawnBy: { select: { name: true } },
} as const

type Row = {
  id: string
  on: Date
  template: string
  version: number
  savedAt: Date | null
  signedAt: Date | null
  withdrawnAt: Date | null
  withdrawReason: string | null
  by: { name: string }
  savedBy: { name: string } | null
  signedBy: { name: string } | null
  withdrawnBy: { name: string } | null
}

function headOf(row: Row, frame: CaseFrame, now: Date): NoteHead {
  const template = noteTemplate(row.template)
  const at = (who: { name: string } | null, time: Date | null) =>
    who && time ? `${who.name}, ${inSentence(timeText(time, frame.zone, now))}` : null
  const on = fromDbDate(row.on)
  return {
    id: row.id,
    on,
    onText: dayText(on, frame.today),
    by: row.by.name,
    template: template.id,
    templateText: template.label,
    signed: at(row.signedBy, row.signedAt),
    saved: at(row.savedBy, row.savedAt),
    version: row.version,
    discarded: discardedOf(row, frame, now),
  }
}

/** To be read: of a draft as it would be signed now. */
const writtenOf = (row: { text: unknown; template: string; signedAt: Date | null }): NoteText =>
  writtenText(readNoteText(row.text), row.signedAt ? noteTemplate(row.template) : anyTemplate)

/** The first words of a note, so that a list can be read. */
function beginningOf(text: NoteText): string {
  const words = noteParts.map((part) => text[part].trim()).filter((one) => one !== '')
  const whole = words.join(' · ').replace(/\s+/g, ' ')
  return whole.length > 180 ? `${whole.slice(0, 179)}…` : whole
}

/** How many notes of a case are listed. */
const LISTED = 200

/** The notes of a case, the newest first, drafts and discarded ones by themselves. The reading is recorded. */
export function caseNotes(actor: Actor, caseId: string, now: Date): Promise<NotesView> {
  return readAs(actor, async (tx) => {
    const { answers: _, ...frame } = await readCaseFrame(tx, actor, caseId, 'notes', now)
    const rows = await tx.note.findMany({
      where: readableNotes(actor, caseId, now),
      orderBy: [{ on: 'desc' }, { createdAt: 'desc' }],
      take: LISTED,
      include: { ...people, _count: { select: { addenda: true } } },
    })
    const items = rows.map((row) => ({
      ...headOf(row, frame, now),
      beginning: beginningOf(writtenOf(row)),
      addenda: row._count.addenda,
    }))
    return {
      frame,
      today: frame.today,
      drafts: items.filter(({ signed, discarded }) => signed === null && discarded === null),
      discarded: items.filter(({ discarded }) => discarded !== null),
      signed: items.filter(({ signed }) => signed !== null),
    }
  })
}

export type FactView = Fact & { line: string }

export type NoteView = NoteHead & {
  frame: CaseFrame
  /** What the case was corrected to since it was begun or signed; null where nothing, and for a discarded one. */
  corrected: string | null
  text: NoteText
  /** To be read: what was written, without the empty headings of the template. */
  written: NoteText
  addenda: { id: string; text: string; by: string; atText: string }[]
  /** What the record holds since the last signed note; empty once signed or discarded. */
  facts: FactView[]
  sinceText: string
  /** Of what a call does not take, where the last signed note is of one. */
  partsSinceText: string | null
  first: boolean
}

/** One note: a draft to be written on with the facts beside it, a signed one to be read. Throws NotFound. */
export function oneNote(actor: Actor, caseId: string, noteId: string, now: Date): Promise<NoteView> {
  return readAs(actor, async (tx) => {
    const { answers, ...frame } = await readCaseFrame(tx, actor, caseId, 'note', now)
    const row = await tx.note.findFirst({
      where: { AND: [{ id: noteId }, readableNotes(actor, caseId, now)] },
      include: {
        ...people,
        addenda: { orderBy: [{ at: 'asc' }, { id: 'asc' }], include: { by: { select: { name: true } } } },
      },
    })
    if (!row) throw new NotFound('note')
    const read =
      row.signedAt === null && row.withdrawnAt === null
        ? await readFacts(tx, actor, { ...frame, answers }, { id: row.id, on: fromDbDate(row.on) }, now)
        : { facts: [], since: frame.openedOn, partsSince: null, first: false }
    return {
      ...headOf(row, frame, now),
      frame,
      corrected: row.withdrawnAt ? null : correctedText(frame.corrections, row.signedAt ?? row.createdAt),
      text: readNoteText(row.text),
      written: writtenOf(row),
      addenda: row.addenda.map((one) => ({
        id: one.id,
        text: one.text,
        by: one.by.name,
        atText: timeText(one.at, frame.zone, now),
      })),
      facts: read.facts.map((fact) => ({ ...fact, line: factLine(fact) })),
      sinceText: dayText(read.since, frame.today),
      partsSinceText: read.partsSince && dayText(read.partsSince, frame.today),
      first: read.first,
    }
  })
}
