/** Below every other page of the case. */
export { default } from '../page.tsx'
