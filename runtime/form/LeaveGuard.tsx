import { useBlocker, useRouter } from "@tanstack/react-router";

/** Asks before unsaved changes are left: by a link, the back button, or the closing of the page. Without a router there is nothing to guard. */
export function LeaveGuard(props: { isDirty: () => boolean; onBlocked: (decide: (leave: boolean) => void) => void }) {
  const router: unknown = useRouter({ warn: false });
  return router ? <RouteGuard {...props} /> : null;
}

function RouteGuard({ isDirty, onBlocked }: { isDirty: () => boolean; onBlocked: (decide: (leave: boolean) => void) => void }) {
  useBlocker({
    shouldBlockFn: ({ current, next }) =>
      current.pathname === next.pathname || !isDirty() ? false : new Promise<boolean>((resolve) => onBlocked((leave) => resolve(!leave))),
    enableBeforeUnload: isDirty,
  });
  return null;
}
