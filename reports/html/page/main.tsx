/** The page of a report: draws the data that stands beside it, and fetches nothing. */
import { render } from 'preact'
import type { PageData } from '../page-data.ts'
import { App } from './app.tsx'

const data = JSON.parse(document.getElementById('data')?.textContent ?? '') as PageData
const root = document.getElementById('page')
if (root !== null) {
  root.replaceChildren()
  render(<App data={data} />, root)
}
