/** What a section of a lesson is made of. Text fields hold inline Markdown; the renderer encodes it. */
export type ContentBlock =
  | { type: 'markdown'; text: string }
  | { type: 'code'; language: string; code: string; role?: 'source' | 'output' | 'error' }
  | { type: 'figure'; src: string; alt: string; caption?: string }
  | { type: 'callout'; kind: string; title: string; blocks: ContentBlock[] }
  | { type: 'exercise'; title: string; blocks: ContentBlock[]; solutions: ContentBlock[][] };

/** What belongs to a lesson as a whole; its sections carry the body. */
export type LessonContent = {
  questions: string[];
  keyPoints: string[];
  /** Minutes. */
  teaching?: number;
  /** Minutes. */
  exercises?: number;
};
