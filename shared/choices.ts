/** What a person has chosen for the window itself, such as its theme: kept by the application, put into the page's start. */
import * as z from 'zod';

const nameSchema = z
  .string()
  .regex(/^[a-z]+(\.[a-z]+)?$/)
  .max(40);
const valueSchema = z
  .string()
  .regex(/^[A-Za-z0-9-]+$/)
  .max(40);

/** Bounded, since a page sends it. Which values a choice has, its view knows. */
export const choiceSchema = z.object({ name: nameSchema, value: valueSchema });
export const choicesSchema = z
  .record(nameSchema, valueSchema)
  .refine((choices) => Object.keys(choices).length <= 100, 'too many choices');
export type Choices = z.infer<typeof choicesSchema>;

/** The page with them in the place that renderer/index.html has: as JSON, in an attribute of its root. */
export function withChoices(page: string, choices: Choices): string {
  // The schemas leave nothing that an attribute's value would have to escape but JSON's own quotes.
  const text = JSON.stringify(choicesSchema.parse(choices)).replaceAll('"', '&quot;');
  return page.replace('data-choices="{}"', () => `data-choices="${text}"`);
}
