/** For esbuild's `banner`: bundled CommonJS packages still ask for require; ES modules have none of their own. */
export const REQUIRE = {
  js: "import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);",
};
