import { Search } from 'lucide-react';
import Form from 'next/form';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Input } from '@/components/ui/input';

/** A way into the catalog by words. A plain GET form. */
export function CourseSearch({ className }: { className?: string }) {
  return (
    <Form action="/courses" role="search" className={cn('flex gap-2', className)}>
      <Input
        type="search"
        name="q"
        maxLength={200}
        aria-label="Search courses"
        placeholder="What do you want to learn?"
      />
      <Button type="submit">
        <Search /> Search
      </Button>
    </Form>
  );
}
