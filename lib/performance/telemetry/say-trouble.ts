type Outcome = { code: number; error?: Error };
type Exporter<Items, Result extends Outcome> = { export(items: Items, done: (result: Result) => void): void };

/** The code of an export that arrived, as OpenTelemetry counts them. */
const arrived = 0;

/** Says once when what is sent does not arrive, and once when it does again: a night without a collector is two lines. */
export function sayTrouble<Items, Result extends Outcome>(
  what: string,
  exporter: Exporter<Items, Result>,
): void {
  const send = exporter.export.bind(exporter);
  let inTrouble = false;
  exporter.export = (items, done) =>
    send(items, (result) => {
      const failed = result.code !== arrived;
      if (failed !== inTrouble)
        console.error(`telemetry: ${what} ${failed ? reasonOf(result) : 'arrive again'}`);
      inTrouble = failed;
      done(result);
    });
}

const reasonOf = ({ error }: Outcome) =>
  `do not arrive (${error?.message || 'no reason given'}); what waits too long is dropped`;
