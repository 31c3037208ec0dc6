import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What takes half a minute or more in a browser, the longest first. A clone that has run nothing yet knows no durations. */
export const slowest = [
  'access-writes',
  'access-matrix',
  'offline',
  'focus',
  'builder-two',
  'journey',
  'hostile',
  'axe',
  'no-script-intake',
  'links',
  'drafts',
  'review-form',
  'keyboard-clinic',
  'phase-answer',
].map((name) => `tests/e2e/${name}.test.ts`)

/** Begins with the slowest files, so that no worker is left alone with one of them at the end. */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const found = slowest.findIndex((file) => moduleId.endsWith(`/${file}`))
      return found < 0 ? slowest.length : found
    }
    return (await super.sort(files)).sort((a, b) => place(a) - place(b))
  }
}
