/** Where you are, the way back to the lab, and the link to what is on the page. */
import { useState } from 'react';
import { labAddress } from '#app/shell/route.ts';
import { nextTheme, useTheme } from '#app/shell/theme.ts';
import { printNumbersAddress } from './numbersAddress.ts';
import { useNumbers } from './numbersStore.ts';

export function NumbersHead() {
  const theme = useTheme((state) => state.theme);
  return (
    <header className="head">
      <a className="brand numbers-brand" href={labAddress()}>
        Bitflip Lab
      </a>
      <h1 className="numbers-title">Numbers</h1>
      <p className="soft numbers-tagline">how a number is kept in bits, and what a flipped bit makes of it</p>
      <div className="head-end">
        <CopyLink />
        <a className="button numbers-back" href={labAddress()}>
          Open the lab
        </a>
        <button
          type="button"
          className="button icon-button"
          aria-label={`Theme: ${theme}`}
          title={`Theme: ${theme}`}
          onClick={nextTheme}
        >
          ◐
        </button>
      </div>
    </header>
  );
}

function CopyLink() {
  const [said, say] = useState('');
  const copy = async () => {
    const hash = printNumbersAddress(useNumbers.getState().scene);
    history.replaceState(null, '', hash);
    try {
      await navigator.clipboard.writeText(location.href);
      say('copied');
    } catch {
      say('the address bar holds the link');
    }
  };
  return (
    <>
      <span className="soft" role="status">
        {said}
      </span>
      <button type="button" className="button" onClick={() => void copy()} onBlur={() => say('')}>
        Copy link
      </button>
    </>
  );
}
