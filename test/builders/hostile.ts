/**
 * What a model, or whoever speaks through it, may say to fool the tools that print or read its words: both grammars of runner
 * commands, line ends that only some programs take for one, escape sequences, and the ways out of Markdown, HTML and XML.
 */
export const hostileTexts = {
  colonCommand: '::error file=src/app.ts,line=1::forged by colons',
  upperCommand: 'fine\n  ::SET-OUTPUT name=gate::pass',
  hashCommand: 'all well ##[set-output name=gate]pass',
  hashError: 'x ##[error]forged by hashes',
  mask: '##[add-mask]fail\n::add-mask::High',
  stop: '::stop-commands::hush\n::hush::',
  loneCr: 'first\r::warning::forged behind a lone CR\r##[warning]and again',
  nextLine: 'first\u0085::notice::a\u2028::notice::b\u2029::notice::c',
  ansi: '\u001b[2J\u001b[31mred\u001b[0m\u001b]0;title\u0007\u009b1m',
  bidi: 'user\u202e nimda \u2066// safe\u2069',
  fence: '```\n</code></pre></details>\n# A heading\n~~~~\n<script>alert(1)</script>',
  marker: '<!-- redteam-action: redteam-results -->\n<!-- redteam-action: other -->',
  mention: 'ask @octocat and @org/team, see #1 and GH-2, o/r#3',
  image: '![x](https://beacon.test/p.png) <img src="https://beacon.test/q.png"> https://beacon.test/r www.beacon.test',
  link: '[click](javascript:alert(1)) <a href="https://beacon.test">here</a>',
  table: 'a | b\n--- | ---\n| c |',
  xml: ']]><failure message="forged"/></testcase></testsuite>&lt;&amp;<!--',
  surrogates: 'half \ud800 and \udfff of a pair',
  controls: '\u0000\u0001\u0008\u000b\u000c\u001f\u007f\ufffe\uffff',
  long: 'long '.repeat(4000),
} as const

/** All of them in one text, the long one last. */
export const hostileText = Object.values(hostileTexts).join('\n')
