/** A question as an author writes it. Texts are Markdown; with more than one right choice, several can be ticked. */
export type WantedQuestion = {
  prompt: string;
  choices: { text: string; isRight: boolean }[];
  explanation: string | null;
};

/** Where it is asked: the section, and the place among the section's questions from 1. */
export type PlacedQuestion = WantedQuestion & { sectionId: string; order: number };
