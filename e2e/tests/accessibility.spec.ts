import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '../src/fixtures.ts';
import { showTab, tabs } from '../src/pages/tabs.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test(`no tab has a serious barrier in ${colorScheme}`, async ({ open }) => {
    const page = await open('broadcast', { context: { colorScheme, reducedMotion: 'reduce' } });
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
    for (const { id, name } of tabs) {
      await showTab(page, name);
      await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible();

      const { violations } = await new AxeBuilder({ page }).analyze();

      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(
        serious.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html).join(' ')}`),
        id,
      ).toEqual([]);
    }
  });
}

test('a phone shows every tab without scrolling sideways', async ({ open }) => {
  const page = await open('broadcast', { context: { viewport: { width: 360, height: 740 } } });
  for (const { id, name } of tabs) {
    await showTab(page, name);
    const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(excess, id).toBeLessThanOrEqual(0);
  }
});
