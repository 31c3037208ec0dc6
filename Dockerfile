# syntax=docker/dockerfile:1

# All packages, and the sources: `tools` migrates, makes the first clinic, seeds.
FROM node:24-bookworm-slim AS tools
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev
COPY . .
RUN node scripts/generate.ts
USER node
CMD ["node", "scripts/migrate.ts"]

FROM tools AS build
USER root
RUN node --conditions=react-server scripts/build.ts

# The server alone: no package manager's tree, no sources, no powers.
FROM node:24-bookworm-slim AS app
WORKDIR /app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 MALLOC_ARENA_MAX=2 HOSTNAME=0.0.0.0 PORT=3000
COPY --from=build /app/.next/standalone ./
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:'+process.env.PORT+'/api/health').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
CMD ["sh", "-c", "exec node --max-old-space-size=${STEPWISE_HEAP_MB:-384} --max-semi-space-size=16 server.js"]
