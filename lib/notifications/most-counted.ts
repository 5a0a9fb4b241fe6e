/** How many unread notifications are counted at most; the header then says “99+”. */
export const mostCounted = 100;
