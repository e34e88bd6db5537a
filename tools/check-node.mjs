// Everything runs on the Node that comes as devDependency. An install without scripts leaves the host's own, silently.
const major = Number(process.versions.node.split('.')[0])
if (major !== 24) {
  console.error(
    `The checks run on Node 24, and this is ${process.version}. Install with scripts allowed (npm ci), or use Node 24 itself.`,
  )
  process.exit(1)
}
