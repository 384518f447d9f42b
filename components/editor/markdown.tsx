import { ImageIcon, Square, SquareCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import ReactMarkdown from 'react-markdown';
import remarkGfm from 'remark-gfm';

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

/** The box of a task: it shows how the text stands, and is changed by changing the text. */
function TaskBox({ isDone }: { isDone: boolean }) {
  const t = useTranslations('ui.task');
  const Icon = isDone ? SquareCheck : Square;
  return (
    <Icon
      role="img"
      aria-label={t(isDone ? 'done' : 'open')}
      className="mr-1 -ml-4 inline size-3.5 align-[-2px]"
    />
  );
}

/** Markdown with tables and task lists, without raw HTML; links open elsewhere and tell the other side nothing. */
export function Markdown({ text }: { text: string }) {
  return (
    <div className="space-y-2 text-[13px] leading-5 break-words [&_a]:text-accent [&_a]:underline [&_code]:rounded [&_code]:bg-surface-sunken [&_code]:px-1 [&_code]:font-mono [&_code]:text-[12px] [&_h1]:text-[15px] [&_h1]:font-semibold [&_h2]:text-sm [&_h2]:font-semibold [&_h3]:font-semibold [&_li]:ml-4 [&_ol]:list-decimal [&_pre]:overflow-auto [&_pre]:rounded-md [&_pre]:bg-surface-sunken [&_pre]:p-2 [&_pre_code]:bg-transparent [&_pre_code]:p-0 [&_.task-list-item]:list-none [&_table]:w-full [&_td]:border [&_td]:px-2 [&_td]:py-1 [&_th]:border [&_th]:px-2 [&_th]:py-1 [&_th]:text-left [&_ul]:list-disc">
      <ReactMarkdown
        remarkPlugins={[remarkGfm]}
        components={{
          a: ({ node: _node, ...props }) => (
            <a {...props} target="_blank" rel="noreferrer noopener nofollow" />
          ),
          // The only input that markdown makes.
          input: ({ checked }) => <TaskBox isDone={checked === true} />,
          // Pictures from elsewhere are not loaded: that would tell their owners who looks at this workflow.
          img: ({ src, alt }) => <ImageLink src={typeof src === 'string' ? src : ''} alt={alt ?? ''} />,
        }}
      >
        {text}
      </ReactMarkdown>
    </div>
  );
}
