/** Route handlers that write, by their address in the build. How to add one: see accounts.ts. */
import { filling, firstSection, reviewSection } from './intake.ts'
import { logging, physiosOne, type WriteHandlerRow } from './row.ts'
import { morning, pain, run, session } from './tracking.ts'

export const writeHandlers: Readonly<Record<string, WriteHandlerRow>> = {
  '/api/log/pain': { at: () => '/api/log/pain', form: pain, may: logging },
  '/api/log/run': { at: () => '/api/log/run', form: run, may: logging },
  '/api/log/session': { at: () => '/api/log/session', form: session, may: logging },
  '/api/log/morning': { at: () => '/api/log/morning', form: morning, may: logging },
  '/f/[token]/save': {
    at: (w) => `${w.form.path}/save`,
    form: firstSection(filling.byLink),
    may: ['linkHolder'],
  },
  '/my/forms/review/[intakeId]/save': {
    at: (w) => `/my/forms/review/${w.world.one.a.reviewFormId}/save`,
    form: reviewSection,
    may: ['patientA'],
  },
  '/intakes/[intakeId]/fill/save': {
    at: (w) => `/intakes/${w.form.intakeId}/fill/save`,
    form: firstSection(filling.signedIn),
    may: physiosOne,
  },
}
