/** An entry that waited on a phone, as the statement of queries.ts reads it. `at`: when it reached the clinic; `waited`: seconds. */
export type Came = { at: string; waited: number }
