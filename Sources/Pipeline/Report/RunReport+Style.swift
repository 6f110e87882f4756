extension RunReport {
  /// The published site's colours and type, in the page itself: it is read from a mail or a disk on its own.
  static let style = """
    :root{color-scheme:light dark;--bg:#fcfcfa;--panel:#fff;--sunk:#f4f3ef;--line:#e3e1da;--strong:#c9c6bc;--ink:#1c1d20;
    --soft:#5b5d64;--accent:#97400a;--good:#1d6b43;--good-soft:#e5f2ea;--warn:#8a5300;--warn-soft:#fbf0da;--bad:#a8232a;
    --bad-soft:#fbe9e8;--s1:#1f5fbf;--sans:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif;
    --mono:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
    @media(prefers-color-scheme:dark){:root{--bg:#141517;--panel:#1b1c1f;--sunk:#202226;--line:#2e3035;--strong:#464952;
    --ink:#e9e8e4;--soft:#a2a4ab;--accent:#f0a36b;--good:#7fd0a2;--good-soft:#1a2e23;--warn:#e8bd6d;--warn-soft:#33290f;
    --bad:#ff9c97;--bad-soft:#3a1f1f;--s1:#7db0ff}}
    *{box-sizing:border-box}
    html{font:15px/1.5 var(--sans);background:var(--bg);color:var(--ink);font-variant-numeric:tabular-nums lining-nums}
    body{margin:0;overflow-wrap:anywhere}
    .bar{max-width:1160px;margin:0 auto;padding:0 24px;display:flex;align-items:center;gap:24px;min-height:52px;flex-wrap:wrap}
    .top{border-bottom:1px solid var(--line);background:var(--panel)}
    .mark{display:inline-flex;align-items:center;gap:8px;font-weight:700;font-size:16px;letter-spacing:-.015em}
    .mark svg{color:var(--accent)}
    .top nav{display:flex;flex-wrap:wrap;gap:4px 18px;font-size:14px}
    .top nav a{color:var(--soft);text-decoration:none}.top nav a:hover{color:var(--ink)}
    main{max-width:1160px;margin:0 auto;padding:28px 24px 48px}
    h1{font-size:28px;line-height:1.2;letter-spacing:-.018em;font-weight:650;margin:0 0 8px}
    h3{font-size:15px;font-weight:640;margin:20px 0 8px}ul{padding-left:18px;margin:0;font-size:14px}
    h2{font-size:18px;line-height:1.3;font-weight:640;margin:0 0 12px}
    p{margin:0 0 12px}section{margin:0 0 40px}code{font:12.5px/1.4 var(--mono)}a{color:var(--accent)}
    .lead{color:var(--soft);font-size:16px;max-width:76ch;margin-bottom:24px}
    .how{color:var(--soft);font-size:13px}.none{color:var(--soft)}
    .alert{border-left:3px solid var(--bad);background:var(--bad-soft);padding:10px 14px}
    dl.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:1px;background:var(--line);
    border:1px solid var(--line);border-radius:8px;overflow:hidden;margin:0 0 40px}
    .figures div{background:var(--panel);padding:14px 16px;display:flex;flex-direction:column-reverse;justify-content:flex-end}
    .figures dt{font-size:13px;color:var(--soft)}.figures dd{margin:0;font-size:23px;line-height:1.3;font-weight:640}
    .scroll{overflow-x:auto}
    table{border-collapse:collapse;width:100%;font-size:14px}
    th,td{text-align:left;vertical-align:top;padding:8px 12px;border-bottom:1px solid var(--line)}
    th:first-child,td:first-child{padding-left:0}
    thead th{font-size:12.5px;font-weight:550;color:var(--soft);border-color:var(--strong);white-space:nowrap}
    tbody th{font-weight:600;white-space:nowrap}
    .n{text-align:right;white-space:nowrap}
    td code{white-space:nowrap}
    .state{display:inline-block;padding:0 8px;border-radius:10px;font-size:12.5px;line-height:20px;white-space:nowrap;
    background:var(--sunk);color:var(--soft)}
    .state.done{background:var(--good-soft);color:var(--good)}.state.failed{background:var(--bad-soft);color:var(--bad)}
    .weight{display:block;height:6px;margin-top:8px;min-width:2px;border-radius:3px;background:var(--s1)}
    svg text{font:13px var(--sans);fill:var(--ink)}svg .soft{font-size:12px;fill:var(--soft)}svg .name{font-weight:600}
    .edge{fill:none;stroke:var(--strong);stroke-width:1.5}.tip{fill:var(--strong)}
    .box{fill:var(--panel);stroke:var(--strong)}.box.done{fill:var(--good-soft);stroke:var(--good)}
    .box.failed{fill:var(--bad-soft);stroke:var(--bad)}.span{fill:var(--s1)}.rule{stroke:var(--line)}
    .foot{border-top:1px solid var(--line);font-size:13px;color:var(--soft)}
    @media print{.top nav{display:none}}
    """
}
