/** What a program of ours is started with (its environment), so that its clock says something else. */

/** @param {string} now an expression of JavaScript, in which `RealDate` is the true one @returns {{ NODE_OPTIONS: string }} */
export function withNow(now) {
  const clock = Buffer.from(clockThatSays(now)).toString('base64');
  return { NODE_OPTIONS: `--import=data:text/javascript;base64,${clock}` };
}

/** @param {string} now */
function clockThatSays(now) {
  return `
    const RealDate = Date;
    const begun = RealDate.now();
    globalThis.Date = class Date extends RealDate {
      constructor(...given) {
        super(...(given.length === 0 ? [Date.now()] : given));
      }
      static now() {
        return ${now};
      }
    };`;
}
