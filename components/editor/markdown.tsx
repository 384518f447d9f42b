import { ImageIcon } from 'lucide-react';
import ReactMarkdown from 'react-markdown';

function ImageLink({ src, alt }: { src: string; alt: string }) {
  const text = (
    <>
      <ImageIcon aria-hidden className="mr-1 inline size-3.5 align-[-2px]" />
      {alt || src}
    </>
  );
  if (src === '') return <span className="text-muted">{text}</span>;
  return (
    <a href={src} target="_blank" rel="noreferrer noopener nofollow">
      {text}
    </a>
  );
}

/** Markdown without raw HTML; links open elsewhere and tell the other side nothing. */
export function Markdown({ text }: { text: string }) {
  return (
    <div className="space-y-2 text-[13px] leading-5 break-words [&_a]:text-accent [&_a]:underline [&_code]:rounded [&_code]:bg-surface-sunken [&_code]:px-1 [&_code]:font-mono [&_code]:text-[12px] [&_h1]:text-[15px] [&_h1]:font-semibold [&_h2]:text-sm [&_h2]:font-semibold [&_h3]:font-semibold [&_li]:ml-4 [&_ol]:list-decimal [&_pre]:overflow-auto [&_pre]:rounded-md [&_pre]:bg-surface-sunken [&_pre]:p-2 [&_pre_code]:bg-transparent [&_pre_code]:p-0 [&_table]:w-full [&_td]:border [&_td]:px-2 [&_td]:py-1 [&_th]:border [&_th]:px-2 [&_th]:py-1 [&_th]:text-left [&_ul]:list-disc">
      <ReactMarkdown
        components={{
          a: ({ node: _node, ...props }) => (
            <a {...props} target="_blank" rel="noreferrer noopener nofollow" />
          ),
          // Pictures from elsewhere are not loaded: that would tell their owners who looks at this workflow.
          img: ({ src, alt }) => <ImageLink src={typeof src === 'string' ? src : ''} alt={alt ?? ''} />,
        }}
      >
        {text}
      </ReactMarkdown>
    </div>
  );
}
