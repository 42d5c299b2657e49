// axe.mjs CHROMIUM FILE...: what axe-core finds on each page, wide and narrow, light and dark, as JSON lines.
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [executablePath, ...files] = process.argv.slice(2);
const axe = new URL(import.meta.resolve("axe-core/axe.min.js")).pathname;
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
for (const width of [390, 1280]) {
  for (const colorScheme of ["light", "dark"]) {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
    const page = await context.newPage();
    for (const file of files) {
      await page.goto(pathToFileURL(file).href);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      await page.addScriptTag({ path: axe });
      const found = await page.evaluate(async () => {
        const { violations, passes } = await window.axe.run();
        const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`);
        return { violations: told, passes: passes.map(({ id }) => id) };
      });
      console.log(JSON.stringify({ file, width, scheme: colorScheme, overflow, ...found }));
    }
    await context.close();
  }
}
await browser.close();
