/** A check in CI as text to copy: for GitHub Actions, for GitLab, for a plain shell. */
import { stringify } from 'yaml'
import { VERSION } from '../../reports/version.ts'

export const PLATFORMS = ['github', 'gitlab', 'shell'] as const
export type Platform = (typeof PLATFORMS)[number]

/** Where the text is to be saved. */
export const SAVED_AS: Readonly<Record<Platform, string>> = {
  github: '.github/workflows/tidemark.yml',
  gitlab: '.gitlab-ci.yml',
  shell: 'tidemark-ci.sh',
}

const REPORTS = 'tidemark-reports'
const CACHE = '.tidemark/cache'
const NODE = '22'

/** Report files by the option that writes them, as fits the platform. */
const FILES = {
  github: { junit: 'junit.xml', sarif: 'tidemark.sarif', markdown: 'tidemark.md', html: 'tidemark.html' },
  gitlab: {
    'junit': 'junit.xml',
    'code-quality': 'code-quality.json',
    'markdown': 'tidemark.md',
    'html': 'tidemark.html',
  },
  shell: { junit: 'junit.xml', markdown: 'tidemark.md', html: 'tidemark.html' },
} as const

/** The text, with what stands above it as a comment. @param paths of the configuration, as a shell takes them */
export function workflowText(platform: Platform, paths: readonly string[], about: readonly string[]): string {
  const comment = about.map((line) => (line === '' ? '#' : `# ${line}`))
  if (platform === 'shell') return ['#!/bin/sh', ...comment, ...shell(paths), ''].join('\n')
  const content = platform === 'github' ? github(paths) : gitlab(paths)
  return `${comment.join('\n')}\n${stringify(content, { lineWidth: 0, nullStr: '' })}`
}

/** One word a line, so that a change of one path is a change of one line. */
function command(platform: Platform, paths: readonly string[], base: string): string {
  const files = Object.entries(FILES[platform]).map(([option, file]) => `--${option} ${REPORTS}/${file}`)
  return [`npx --yes tidemark@${VERSION} check`, ...paths, base, `--cache ${CACHE}`, ...files].join(' \\\n  ')
}

function github(paths: readonly string[]): object {
  const base = `\${BASE:+--base "origin/$BASE"}`
  const reports = Object.values(FILES.github).map((file) => `${REPORTS}/${file}`)
  return {
    name: 'tidemark',
    on: { pull_request: null, push: { branches: ['main', 'master'] } },
    permissions: { 'contents': 'read', 'security-events': 'write' },
    jobs: {
      tidemark: {
        'runs-on': 'ubuntu-latest',
        'steps': [
          { uses: 'actions/checkout@v4', with: { 'fetch-depth': 0 } },
          { uses: 'actions/setup-node@v4', with: { 'node-version': NODE } },
          {
            uses: 'actions/cache@v4',
            with: {
              'path': CACHE,
              'key': `tidemark-${VERSION}-\${{ github.run_id }}-\${{ github.run_attempt }}`,
              'restore-keys': `tidemark-${VERSION}-`,
            },
          },
          {
            name: 'Check',
            env: { BASE: '${{ github.base_ref }}' },
            run: `${command('github', paths.map(withoutExpressions), base)}\n`,
          },
          {
            // The workflows of forks may not write there.
            'uses': 'github/codeql-action/upload-sarif@v3',
            'if': `always() && hashFiles('${REPORTS}/${FILES.github.sarif}') != ''`,
            'continue-on-error': true,
            'with': { sarif_file: `${REPORTS}/${FILES.github.sarif}`, category: 'tidemark' },
          },
          {
            uses: 'actions/upload-artifact@v4',
            if: 'always()',
            with: {
              'name': 'tidemark',
              'path': `${reports.join('\n')}\n.tidemark/*.json\n`,
              'include-hidden-files': true,
              'if-no-files-found': 'ignore',
            },
          },
        ],
      },
    },
  }
}

function gitlab(paths: readonly string[]): object {
  const base = `\${CI_MERGE_REQUEST_DIFF_BASE_SHA:+--base "$CI_MERGE_REQUEST_DIFF_BASE_SHA"}`
  return {
    tidemark: {
      image: `node:${NODE}`,
      rules: [
        { if: '$CI_PIPELINE_SOURCE == "merge_request_event"' },
        { if: '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH' },
      ],
      variables: { GIT_DEPTH: '0' },
      cache: { key: `tidemark-${VERSION}`, paths: [CACHE], when: 'always' },
      script: [`${command('gitlab', paths, base)}\n`],
      artifacts: {
        when: 'always',
        expire_in: '30 days',
        paths: [REPORTS, '.tidemark/*.json'],
        reports: {
          junit: `${REPORTS}/${FILES.gitlab.junit}`,
          codequality: `${REPORTS}/${FILES.gitlab['code-quality']}`,
        },
      },
    },
  }
}

function shell(paths: readonly string[]): readonly string[] {
  return ['set -eu', command('shell', paths, '${BASE:+--base "$BASE"} "$@"')]
}

/** GitHub replaces its expressions before a shell sees them, wherever they stand. */
function withoutExpressions(path: string): string {
  return path.replaceAll('${{', "${{ '${{' }}")
}
