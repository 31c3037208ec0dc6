import type { Actor } from '#lib/access/actor.ts'
import { newId } from '#lib/ids.ts'
import type { World } from '#tests/support/world.ts'

/** Whose record is asked for: patient A of clinic ONE, and the form there that waits for triage. */
export type Target = World['one']['a'] & { waitingIntakeId: string; clinic: World['one']; now: Date }

/** A morning that patient A entered. */
export const morningId = newId()

/** A run of hers that was entered from paper, without its safety question. */
export const paperRunId = newId()

export type Reader = 'lead' | 'patient' | 'admin'

export type Row = {
  args: (of: Target) => readonly unknown[]
  /** Who may: gets an answer with the same arguments, so that the refusals mean something. */
  by: Reader
}

/** `isPatient`: of the record that is asked for, so that she may what a patient may. */
export type Stranger = { actor: Actor; own: RegExp; isPatient?: true }

export const strangers = (world: World): Readonly<Record<string, Stranger>> => {
  const { one, two } = world
  const own = (pattern: string) => new RegExp(`^(CANARY|PERSON)-${pattern}$`)
  return {
    'a physio off the team': {
      actor: one.physioB,
      own: own('ONE-(PATIENT-B(-DRAFT)?|CLINIC|admin|physio[AB]|suspended)'),
    },
    'the patient, who is a physio': {
      actor: one.a.herself,
      own: own('ONE-(CLINIC|admin|physio[AB]|suspended|patientA)'),
      isPatient: true,
    },
    'a physio whose own form it is': {
      actor: one.waiting.herself,
      own: own('ONE-(PATIENT-B(-DRAFT)?|PATIENT-WAITING|CLINIC|admin|physio[AB]|suspended)'),
    },
    'an admin who is no physio': { actor: one.admin, own: own('ONE-(CLINIC|admin|physio[AB]|suspended)') },
    'another patient': { actor: one.b.actor, own: own('ONE-(PATIENT-B|CLINIC|physio[AB]|patientB)') },
    'a link holder': { actor: one.waiting.linkActor, own: own('ONE-(PATIENT-WAITING|CLINIC)') },
    'a physio of another clinic': {
      actor: two.physioA,
      own: own('TWO-(PATIENT-(A|WAITING)(-DRAFT)?|[A-Za-z]+)'),
    },
    'an admin of another clinic': { actor: two.admin, own: own('TWO-(PATIENT-\\w+|[A-Za-z]+)') },
    'a patient of another clinic': {
      actor: two.a.actor,
      own: own('TWO-(PATIENT-A|CLINIC|physio[AB]|patientA)'),
    },
    'a link holder of another clinic': {
      actor: two.waiting.linkActor,
      own: own('TWO-(PATIENT-WAITING|CLINIC)'),
    },
  }
}
