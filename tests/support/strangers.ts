import type { Actor } from '#lib/access/actor.ts'
import type { TestRecord, World } from './world.ts'

/** One of each kind who may neither read nor write what the team writes in a case of clinic one. */
export const strangersTo = (record: TestRecord, { one, two }: World): [string, Actor][] => [
  ['a physio of another clinic', two.physioA],
  [
    'a physio of the clinic off the team',
    record.lead.accountId === one.physioA.accountId ? one.physioB : one.physioA,
  ],
  ['an admin', one.admin],
  ['the patient', record.actor],
  ['a link holder', record.linkActor],
]
