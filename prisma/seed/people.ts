import type { Answers } from '#lib/intake/answers/schema.ts'

/** Where both clinics and everybody in them are. */
export const zone = 'Europe/Zurich'

export type Story =
  | 'improving'
  | 'plateau'
  | 'flare'
  | 'silent'
  | 'discharged'
  | 'referred'
  | 'on_hold'
  | 'red_flag'
  | 'emergency_draft'
  | 'intake_referred'
  | 'half_done'
  | 'submitted'

export type Person = { readonly name: string; readonly sex: 'female' | 'male'; readonly story: Story }

const cast: readonly (readonly [Story, string])[] = [
  ['improving', 'Eva Beispiel f, Ole Eksempel m, Lucia Esempio f, Jonas Esimerkki m, Anouk Exemple f'],
  ['improving', 'Pablo Muestra m, Maja Primer f, Tomas Vzorek m, Ingrid Prøve f, Luca Campione m'],
  ['plateau', 'Ana Ejemplo f, Mats Provexempel m, Nora Przykład f, Felix Probe m'],
  ['flare', 'Ruben Voorbeeld m, Elin Exempel f, Marco Saggio m, Ida Utkast f'],
  ['silent', 'Deniz Örnek m, Clara Vorlage f, Hugo Patron m, Lina Malli f'],
  ['discharged', 'Greta Modellfall f, Pavel Ukázka m, Sara Esboço f, Nils Utprøving m, Alice Specimen f'],
  ['referred', 'Bruno Esquisse m, Marta Szkic f'],
  ['on_hold', 'Leo Entwurf m, Vera Skica f'],
  ['red_flag', 'Oskar Beispielmann m, Julie Échantillon f'],
  ['emergency_draft', 'Henrik Testperson m'],
  ['intake_referred', 'Rosa Ficticia f'],
  ['half_done', 'Timo Näyte m, Emma Fictief f, Karl Fiktion m'],
  ['submitted', 'Selma Prøveperson f, Anton Musterfall m'],
]

export const people: readonly Person[] = cast.flatMap(([story, names]) =>
  names.split(', ').map((text): Person => {
    const sex = text.endsWith(' f') ? 'female' : 'male'
    return { name: text.slice(0, -2), sex, story }
  }),
)

export const secondPeople: readonly Person[] = [
  { name: 'Fritz Andersort', sex: 'male', story: 'improving' },
  { name: 'Carla Altrove', sex: 'female', story: 'flare' },
  { name: 'Yves Ailleurs', sex: 'male', story: 'silent' },
  { name: 'Maren Annetsteds', sex: 'female', story: 'submitted' },
  { name: 'Olga Jinde', sex: 'female', story: 'half_done' },
]

export type Complaint = {
  readonly words: string
  readonly zone: string
  readonly template: string
  readonly answers: Answers
}

/** What brings them, with the template that a physiotherapist would take. */
export const complaints: readonly Complaint[] = [
  { words: 'Pain around the kneecap', zone: 'zone_peripatellar', template: 'prog_quad_focus', answers: {} },
  {
    words: 'Pain on the outer side, above the joint',
    zone: 'zone_lateral_epicondyle',
    template: 'prog_itb',
    answers: { pain_spread: 'one_finger', agg_run_down: 'severe', camber_side: 'yes' },
  },
  {
    words: 'Pain just below the kneecap',
    zone: 'zone_patellar_tendon',
    template: 'prog_patellar_tendon',
    answers: { pain_spread: 'one_finger', agg_jump_land: 'moderate', run_pain_behaviour: 'warms_up' },
  },
  {
    words: 'Pain at the front of the knee',
    zone: 'zone_anterior_diffuse',
    template: 'prog_hip_focus',
    answers: { form_notes: ['knees_inward'], agg_sitting_long: 'moderate' },
  },
]
