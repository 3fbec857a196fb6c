import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Route, Switch } from "wouter";
import { ApiProblem } from "./api/client.ts";
import { Shell } from "./layout/shell.tsx";
import { Waiting } from "./layout/waiting.tsx";
import { screens } from "./screens.ts";
import { NotFoundScreen } from "./screens/not-found-screen.tsx";
import { theme } from "./theme/theme.ts";

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // What the server has said it says again; what did not reach it may the next time.
      retry: (failures, error) => failures < 2 && !(error instanceof ApiProblem && error.problem.status >= 400 && error.problem.status < 500),
    },
  },
});

/** The page: one address a screen, all that is shown comes from the server. */
export function App() {
  useTranslation();
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
      <QueryClientProvider client={queries}>
        <Shell>
          <Suspense fallback={<Waiting />}>
            <Switch>
              {screens.map(({ path, screen: Screen }) => <Route key={path} path={path}>{(params) => <Screen {...(params as Record<string, string>)} />}</Route>)}
              <Route><NotFoundScreen /></Route>
            </Switch>
          </Suspense>
        </Shell>
      </QueryClientProvider>
    </MantineProvider>
  );
}
