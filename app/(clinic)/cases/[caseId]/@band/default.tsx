/** Where Next cannot tell which page of the case is open. */
export { default } from './page.tsx'
