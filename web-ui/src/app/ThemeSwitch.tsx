import { Monitor, Moon, Sun } from 'lucide-react';
import { type ReactNode } from 'react';
import { Button } from '../components/Button';
import { type ThemeChoice, useTheme } from '../hooks/useTheme';

const next: Record<ThemeChoice, ThemeChoice> = { system: 'light', light: 'dark', dark: 'system' };
const icons = { system: Monitor, light: Sun, dark: Moon };

/** Goes round: as the system says, light, dark. */
export function ThemeSwitch(): ReactNode {
  const [choice, setChoice] = useTheme();
  const Icon = icons[choice];
  return (
    <Button look="plain" aria-label={`Theme: ${choice}`} onPress={() => setChoice(next[choice])}>
      <Icon size={17} aria-hidden />
    </Button>
  );
}
