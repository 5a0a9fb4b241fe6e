const width = 30;

export type ProgressBar = {
  /** `done` from 0 to 1. */
  show(done: number, doing: string): void;
  end(): void;
};

/** One line on a terminal's standard error that is written over; nothing at all anywhere else. */
export function progressBar(stream: NodeJS.WriteStream = process.stderr): ProgressBar {
  if (!stream.isTTY) return { show: () => undefined, end: () => undefined };
  let shown = '';
  return {
    show(done, doing) {
      const filled = Math.round(done * width);
      const percent = `${Math.floor(done * 100)}`.padStart(3);
      const line = `${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${percent} %  ${doing}`;
      if (line === shown) return;
      shown = line;
      stream.write(`\r\u001B[2K${line}`);
    },
    end() {
      if (shown) stream.write('\r\u001B[2K');
      shown = '';
    },
  };
}
