import { configureGlobal } from 'fast-check'

/** Properties draw the same examples in every run, or a required check would fail by chance; the long versions draw new ones. */
configureGlobal({ seed: 20_260_101 })
