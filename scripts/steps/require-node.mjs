/** Imported first by every entry script: an old Node gets a sentence instead of a stack trace. */
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Heddle needs Node.js 20.19 or newer and this is ${process.versions.node}. ` +
      'Install a current version from https://nodejs.org and run the command again.',
  );
  process.exit(1);
}
