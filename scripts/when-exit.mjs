/**
 * Stands for the package `when-exit` in our bundles (scripts/build.mjs). After its import, our handler of SIGTERM is never
 * called in Electron: it listens to the signal itself and ends the process from there. The atomic writes that want it clean
 * up their drafts at the next start instead.
 */
export default () => () => undefined;
