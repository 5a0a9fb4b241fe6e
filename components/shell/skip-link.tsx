import { SkipTo } from '@/components/ui/skip-to';

/** The first thing the keyboard reaches: past the header to the page. */
export const SkipLink = () => <SkipTo href="#main">Skip to the content</SkipTo>;
