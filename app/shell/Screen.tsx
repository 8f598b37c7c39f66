/**
 * The screen that the address asks for. Other screens than the lab load their code when they are asked for, and
 * need neither model nor worker; the lab's hotkeys are the lab's.
 */
import { lazy, Suspense, useEffect } from 'react';
import { installHotkeys } from '#app/commands/hotkeys.ts';
import { Lab } from './Lab.tsx';
import { useRoute } from './route.ts';

const NumbersPage = lazy(async () => ({
  default: (await import('#app/numbers/NumbersPage.tsx')).NumbersPage,
}));

export function Screen() {
  const route = useRoute();
  switch (route) {
    case 'numbers':
      return (
        <Suspense fallback={null}>
          <NumbersPage />
        </Suspense>
      );
    case 'lab':
      return <LabScreen />;
  }
}

function LabScreen() {
  useEffect(installHotkeys, []);
  return <Lab />;
}
