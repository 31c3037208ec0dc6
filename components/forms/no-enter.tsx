/**
 * Stands first in a form with several buttons that each decide something. Enter in a field presses the first submit button of its
 * form, so without this one it would decide; a disabled one sends nothing, also without a script.
 */
export const NoEnter = () => (
  <button type="submit" disabled hidden>
    Choose a button
  </button>
)
