// Samples: list, record, receiving many at once.
export { SampleList } from './list'
export { SamplePage } from './page'
export { Receive } from './receive'
