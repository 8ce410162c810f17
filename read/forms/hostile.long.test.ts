/** With up to 10,000 lines and values of 400 kB. */
import { testHostilities } from './testing/withstands.ts'

testHostilities(0.1)
