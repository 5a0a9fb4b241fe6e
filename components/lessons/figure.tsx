type FigureProps = { src: string; alt: string; caption?: string };

/** Only pictures that travel with the lesson or lie on a web server. */
const isPicture = (src: string) => /^(?:data:image\/|https:\/\/)/i.test(src);

export function Figure({ src, alt, caption }: FigureProps) {
  return (
    <figure className="flex flex-col gap-2">
      {isPicture(src) ? (
        <img src={src} alt={alt} decoding="sync" className="bg-figure" />
      ) : (
        <p className="italic">{alt}</p>
      )}
      {caption && <figcaption className="font-sans text-sm text-ink-soft">{caption}</figcaption>}
    </figure>
  );
}
