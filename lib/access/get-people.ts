import { appendAudit } from '@/lib/audit/append';
import { type PeoplePage, type PeopleQuery, readPeople } from './people';
import { requirePatience } from './search-patience';
import { toldWords } from './told-words';
import { asAdministrator } from './transaction';
import type { Viewer } from './viewer';

/**
 * A page of the people of the administrator's institution. The look is in the trail: which part of the list, by which words,
 * and how many there are.
 *
 * @throws Refusal too-many, where there are words, beyond `searchLimit`
 */
export const getPeople = (viewer: Viewer, query: PeopleQuery): Promise<PeoplePage> =>
  asAdministrator(viewer, async (tx, institutionId) => {
    const { q: words, role = null, state = null, cursor } = query;
    if (words !== undefined) await requirePatience(tx, viewer, institutionId);
    const page = await readPeople(tx, institutionId, query);
    const part = { role, state, first: cursor === undefined, found: page.total };
    await appendAudit(tx, viewer, {
      action: words === undefined ? 'people.view' : 'people.find',
      objectType: 'people',
      details: words === undefined ? part : { words: toldWords(words), ...part },
    });
    return page;
  });
