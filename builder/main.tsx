import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { I18nextProvider } from "react-i18next";
import { createTranslator } from "#shared/ui/i18n.ts";
import { UiProvider } from "#shared/ui/provider.tsx";
import { applyStoredScheme } from "#shared/ui/scheme.ts";
import { ApiError, onSignedOut } from "#runtime/data/client.ts";
import { keys } from "#runtime/data/keys.ts";
import { loadMessages } from "#runtime/data/messages.ts";
import { makeStudioRouter } from "./shell/router.tsx";

applyStoredScheme();

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      // What came from nowhere (offline) is tried again, a refusal stays one.
      retry: (count, failure) => count < 2 && failure instanceof ApiError && (failure.status === 0 || failure.status === 503),
      refetchOnWindowFocus: false,
    },
  },
});
onSignedOut(() => {
  if (client.getQueryData(keys.me) !== null) client.setQueryData(keys.me, null);
});

const root = document.getElementById("root");
if (!root) throw new Error("the page has no #root");
const translator = await createTranslator(loadMessages, ["ui", "shell", "studio", "kinds", "metadata"]);
const router = makeStudioRouter();
createRoot(root).render(
  <StrictMode>
    <I18nextProvider i18n={translator}>
      <QueryClientProvider client={client}>
        <UiProvider>
          {/* The one router that types are registered for is the runtime's; this page has routes of its own. */}
          <RouterProvider<ReturnType<typeof makeStudioRouter>> router={router} />
        </UiProvider>
      </QueryClientProvider>
    </I18nextProvider>
  </StrictMode>,
);
