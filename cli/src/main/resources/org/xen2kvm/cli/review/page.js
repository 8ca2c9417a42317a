/*
 * The review page's script: search, filters, order, side-by-side diffs, and what the address says.
 *
 * Each domain is a <details>. What is below its row stands in a <noscript>, as text, until somebody opens it. All markup in there is
 * the tool's own; whatever came from a guest is escaped in it, and the page's Content-Security-Policy runs no other script anyway.
 *
 * The address can say:  #filter=error  #rule=ID  #search=TEXT  #sort=name  #domain=NAME  #open=all  (joined by &),
 * or  #rule-ID  for what a rule does.
 */
'use strict';
(() => {
  const element = id => document.getElementById(id);
  const list = element('list');
  const domains = [...list.children];
  const main = list.closest('main');

  // ------------------------------------------------------------------------------------------------ what a row says

  const BLOCKERS = ['failed', 'refused'];
  const RANKS = ['failed', 'refused', 'ready', 'converted', 'unchanged'];

  /** What is known of each domain, read off its row once. */
  const facts = new Map(domains.map((domain, position) => {
    const number = what => parseInt(domain.querySelector('.count.' + what).textContent, 10);
    return [domain, {
      position,
      outcome: domain.dataset.outcome,
      name: domain.dataset.name || domain.dataset.label,
      rules: domain.dataset.rules.split(' ').filter(rule => rule),
      error: number('error'), warning: number('warning'), note: number('note'), change: number('change'),
    }];
  }));

  /** All that can be read in a domain, in small letters: looked up on the first search, because it takes a moment. */
  const texts = new Map();
  const CHARACTERS = {'&lt;': '<', '&gt;': '>', '&amp;': '&', '&quot;': '"', '&#39;': "'"};
  function textOf(domain) {
    let text = texts.get(domain);
    if (text === undefined) {
      const body = domain.querySelector('noscript');
      const plain = body
        ? body.textContent.replace(/<[^>]*>/g, ' ').replace(/&(?:lt|gt|amp|quot|#39);/g, escaped => CHARACTERS[escaped])
        : domain.querySelector('.body') ? domain.querySelector('.body').textContent : '';
      text = (domain.dataset.name + '\n' + domain.dataset.label + '\n' + plain).toLowerCase();
      texts.set(domain, text);
    }
    return text;
  }

  // ----------------------------------------------------------------------------------------------------- reviewed or not

  /** Ticks are kept in this browser under a digest of what is shown, so a page that says something else has none. */
  const seen = {
    key: domain => 'xen2kvm-seen-' + domain.dataset.key,
    has(domain) {
      try {
        return localStorage.getItem(this.key(domain)) !== null;
      } catch (denied) {
        return domain.querySelector('.seen').textContent !== '';
      }
    },
    set(domain, on) {
      try {
        if (on) {
          localStorage.setItem(this.key(domain), '1');
        } else {
          localStorage.removeItem(this.key(domain));
        }
      } catch (denied) {
        // Then the tick holds as long as the page is open.
      }
      this.show(domain, on);
    },
    show(domain, on) {
      domain.querySelector('.seen').textContent = on ? '✓' : '';
    },
  };

  // ------------------------------------------------------------------------------------------------------ filter and order

  const search = element('search');
  const filter = element('filter');
  const rule = element('rule');
  const view = element('view');
  const order = {by: 'outcome', up: true};

  const FILTERS = {
    '': () => true,
    blocked: domain => BLOCKERS.includes(facts.get(domain).outcome),
    error: domain => facts.get(domain).error > 0,
    warning: domain => facts.get(domain).warning > 0,
    note: domain => facts.get(domain).note > 0,
    clear: domain => facts.get(domain).error + facts.get(domain).warning === 0,
    todo: domain => !seen.has(domain),
  };

  const isShown = domain => !domain.hidden;

  function applyFilter() {
    const wanted = search.value.trim().toLowerCase();
    let count = 0;
    let ticks = 0;
    for (const domain of domains) {
      const shown = FILTERS[filter.value](domain)
          && (!rule.value || facts.get(domain).rules.includes(rule.value))
          && (!wanted || textOf(domain).includes(wanted));
      domain.hidden = !shown;
      count += shown ? 1 : 0;
      ticks += seen.has(domain) ? 1 : 0;
    }
    tellPaper();
    element('shown').textContent = count + ' of ' + domains.length + ' shown, ' + ticks + ' reviewed';
  }

  /** Says what a print of the page lacks, for whoever sees the paper alone: an approval must not look like one of all. */
  function tellPaper() {
    const shown = domains.filter(isShown);
    const opened = shown.filter(domain => domain.open).length;
    const lacks = [];
    if (shown.length < domains.length) {
      const kept = [filter.value && filter.selectedOptions[0].text, rule.value && 'rule ' + rule.value,
        search.value.trim() && 'with the text “' + search.value.trim() + '”'].filter(word => word);
      lacks.push('Only ' + shown.length + ' of ' + domains.length + ' domains are on this paper: ' + kept.join(', ') + '.');
    }
    if (opened < shown.length) {
      lacks.push('Of ' + (opened ? shown.length - opened + ' of these domains' : 'all domains') + ' the details are not printed.');
    }
    for (const place of document.querySelectorAll('.paper')) {
      place.textContent = lacks.join(' ');
      place.hidden = lacks.length === 0;
    }
  }

  const collator = new Intl.Collator('en', {numeric: true});
  const ORDERS = {
    outcome: (a, b) => RANKS.indexOf(a.outcome) - RANKS.indexOf(b.outcome) || b.error - a.error || b.warning - a.warning,
    name: (a, b) => collator.compare(a.name, b.name),
    error: (a, b) => b.error - a.error,
    warning: (a, b) => b.warning - a.warning,
    note: (a, b) => b.note - a.note,
    change: (a, b) => b.change - a.change,
    seen: (a, b) => a.ticked - b.ticked,
  };

  /** The columns of which the first press brings the lowest up; of the others it is the worst, or the most. */
  const LOW_FIRST = ['name', 'seen'];

  function applyOrder() {
    for (const domain of domains) {
      facts.get(domain).ticked = seen.has(domain) ? 1 : 0;
    }
    domains.sort((a, b) => {
      const first = facts.get(a);
      const second = facts.get(b);
      return (order.up ? 1 : -1) * ORDERS[order.by](first, second) || first.position - second.position;
    });
    list.append(...domains);
    for (const button of element('columns').querySelectorAll('button')) {
      const {sort} = button.dataset;
      if (sort === order.by) {
        button.parentNode.setAttribute('aria-sort', LOW_FIRST.includes(sort) === order.up ? 'ascending' : 'descending');
      } else {
        button.parentNode.removeAttribute('aria-sort');
      }
    }
  }

  // -------------------------------------------------------------------------------------------------------- opening a domain

  /** Makes elements of what is below a domain's row; once. */
  function fill(domain) {
    const stored = domain.querySelector(':scope > noscript');
    if (!stored) {
      return;
    }
    const template = document.createElement('template');
    template.innerHTML = stored.textContent;
    stored.replaceWith(template.content);
    const body = domain.querySelector('.body');
    const links = document.createElement('p');
    links.className = 'links';
    const label = document.createElement('label');
    const tick = document.createElement('input');
    tick.type = 'checkbox';
    tick.checked = seen.has(domain);
    tick.addEventListener('change', () => {
      seen.set(domain, tick.checked);
      applyFilter();
    });
    label.append(tick, ' Reviewed');
    const link = document.createElement('a');
    link.href = '#domain=' + encodeURIComponent(addressOf(domain));
    link.textContent = 'Link to this domain';
    links.append(label, link);
    body.prepend(links);
    showDiffs(body);
  }

  /** A domain's name, or its path where another has the same name. */
  function addressOf(domain) {
    const {name} = facts.get(domain);
    return domains.filter(each => facts.get(each).name === name).length > 1 ? domain.dataset.label : name;
  }

  function open(domain) {
    fill(domain);
    domain.open = true;
  }

  // -------------------------------------------------------------------------------------------------------------------- diffs

  /** The lines of a unified diff: kind (file, at, same, minus, plus, end), text, and their numbers in both files. */
  function linesOf(diff) {
    const lines = [];
    let before = 0;
    let after = 0;
    let inHunk = false;
    for (const text of diff.replace(/\n$/, '').split('\n')) {
      const at = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(text);
      if (at) {
        before = Number(at[1]);
        after = Number(at[2]);
        inHunk = true;
        lines.push({kind: 'at', text});
      } else if (!inHunk) {
        lines.push({kind: 'file', text});
      } else if (text.startsWith('-')) {
        lines.push({kind: 'minus', text: text.slice(1), before: before++});
      } else if (text.startsWith('+')) {
        lines.push({kind: 'plus', text: text.slice(1), after: after++});
      } else if (text.startsWith('\\')) {
        lines.push({kind: 'end', text});
      } else {
        lines.push({kind: 'same', text: text.slice(1), before: before++, after: after++});
      }
    }
    return lines;
  }

  /** Pairs what was removed with what was added in its place: rows of a table. */
  function rowsOf(lines) {
    const rows = [];
    let minus = [];
    let plus = [];
    const flush = () => {
      for (let i = 0; i < Math.max(minus.length, plus.length); i++) {
        rows.push({left: minus[i], right: plus[i]});
      }
      minus = [];
      plus = [];
    };
    for (const line of lines) {
      if (line.kind === 'minus') {
        if (plus.length) {
          flush();
        }
        minus.push(line);
      } else if (line.kind === 'plus') {
        plus.push(line);
      } else if (line.kind === 'same') {
        flush();
        rows.push({left: line, right: line});
      } else if (line.kind === 'at') {
        flush();
        rows.push({at: line});
      }
    }
    flush();
    return rows;
  }

  /** Puts a line's text into a cell; what it does not share with its counterpart is marked. */
  function writeText(cell, line, other) {
    if (!other || line === other) {
      cell.textContent = line.text;
      return;
    }
    const a = line.text;
    const b = other.text;
    let start = 0;
    while (start < a.length && start < b.length && a[start] === b[start]) {
      start++;
    }
    let end = 0;
    while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) {
      end++;
    }
    if ((start + end) * 3 < a.length) {
      cell.textContent = a; // two lines that have little in common: marking nearly all of it would say nothing
      return;
    }
    const mark = document.createElement('mark');
    mark.textContent = a.slice(start, a.length - end);
    cell.append(a.slice(0, start), mark, a.slice(a.length - end));
  }

  function cell(row, kind, text) {
    const made = row.insertCell();
    made.className = kind;
    if (text !== undefined) {
      made.textContent = text;
    }
    return made;
  }

  function half(row, line, other, number) {
    if (!line) {
      cell(row, 'no empty');
      cell(row, 'empty');
      return;
    }
    cell(row, 'no', line[number]);
    writeText(cell(row, line.kind), line, other);
  }

  /** Which rules say that they changed something at a line of the definition. */
  function rulesByLine(body) {
    const rules = new Map();
    for (const edit of body.querySelectorAll('.edits li[data-line]')) {
      const line = Number(edit.dataset.line);
      if (!rules.has(line)) {
        rules.set(line, new Set());
      }
      rules.get(line).add(edit.closest('ul').dataset.rule);
    }
    return rules;
  }

  function splitView(lines, rules) {
    const table = document.createElement('table');
    table.className = 'split';
    const columns = document.createElement('colgroup');
    for (const kind of ['no-col', '', 'no-col', ''].concat(rules.size ? ['why-col'] : [])) {
      columns.append(Object.assign(document.createElement('col'), {className: kind}));
    }
    const head = document.createElement('thead').insertRow();
    for (const [title, span] of [['Before', 2], ['After', 2]].concat(rules.size ? [['Rule', 1]] : [])) {
      head.append(Object.assign(document.createElement('th'), {textContent: title, colSpan: span, scope: 'col'}));
    }
    const rows = document.createElement('tbody');
    for (const {left, right, at} of rowsOf(lines)) {
      const row = rows.insertRow();
      if (at) {
        row.className = 'at';
        cell(row, '', at.text).colSpan = rules.size ? 5 : 4;
        continue;
      }
      half(row, left, right, 'before');
      half(row, right, left, 'after');
      if (rules.size) {
        const why = cell(row, 'why-cell');
        for (const id of (left && rules.get(left.before)) || []) {
          why.append(Object.assign(document.createElement('a'), {className: 'rule', href: '#rule-' + id, textContent: id}));
        }
      }
    }
    table.append(columns, head.parentNode, rows);
    return table;
  }

  /** Shows all diffs below an element in the view that is chosen. */
  function showDiffs(below) {
    const narrow = matchMedia('(max-width: 48rem)').matches;
    for (const pre of below.querySelectorAll('pre.diff')) {
      if (pre.nextSibling && pre.nextSibling.className === 'split') {
        pre.nextSibling.remove();
      }
      const split = view.value === 'split' && !narrow;
      pre.hidden = split;
      const lines = linesOf(pre.textContent);
      if (split) {
        const isDefinition = !pre.parentNode.querySelector('.why');
        pre.after(splitView(lines, isDefinition ? rulesByLine(pre.closest('.body')) : new Map()));
      } else if (!pre.firstElementChild) {
        const signs = {minus: '-', plus: '+', same: ' '};
        pre.replaceChildren(...lines.map(line =>
          Object.assign(document.createElement('span'), {className: line.kind, textContent: (signs[line.kind] || '') + line.text + '\n'})));
      }
    }
  }

  // -------------------------------------------------------------------------------------------------------------- the address

  function readAddress() {
    const hash = location.hash.slice(1);
    if (hash.startsWith('rule-')) {
      const entry = element(hash);
      if (entry) {
        entry.open = true;
        entry.scrollIntoView();
        entry.querySelector('summary').focus({preventScroll: true});
      }
      return;
    }
    if (element(hash)) {
      return; // a place in the page
    }
    const says = new URLSearchParams(hash);
    search.value = says.get('search') || '';
    filter.value = Object.hasOwn(FILTERS, says.get('filter')) ? says.get('filter') : '';
    rule.value = says.get('rule') || '';
    if (rule.selectedIndex < 0) {
      rule.value = '';
    }
    if (Object.hasOwn(ORDERS, says.get('sort'))) {
      order.by = says.get('sort');
      order.up = true;
      applyOrder();
    }
    if (says.get('view') === 'unified' || says.get('view') === 'split') {
      view.value = says.get('view');
    }
    applyFilter();
    const named = says.get('domain');
    const domain = named === null ? undefined
        : domains.find(each => each.dataset.label === named) || domains.find(each => facts.get(each).name === named);
    if (domain) {
      domain.hidden = false;
      open(domain);
      domain.scrollIntoView();
      domain.querySelector('summary').focus({preventScroll: true});
    }
    if (says.get('open') === 'all') {
      domains.filter(isShown).forEach(open);
    }
  }

  function writeAddress() {
    const says = new URLSearchParams();
    for (const field of [search, filter, rule]) {
      if (field.value) {
        says.set(field.id, field.value);
      }
    }
    history.replaceState(null, '', '#' + says);
  }

  // -------------------------------------------------------------------------------------------------------------------- start

  // What the style sheet shows first comes first, for keyboards and readers, too.
  main.prepend(...[element('summary'), element('batch')].filter(section => section));
  list.classList.add('sorted');

  const counts = new Map();
  for (const {rules} of facts.values()) {
    rules.forEach(id => counts.set(id, (counts.get(id) || 0) + 1));
  }
  for (const id of [...counts.keys()].sort()) {
    rule.append(new Option(id + ' (' + counts.get(id) + ')', id));
  }

  const TILES = {
    failed: '#filter=blocked', refused: '#filter=blocked', warned: '#filter=warning', all: '#filter=', conflicts: '#batch', networks: '#batch',
  };
  for (const tile of element('tiles').children) {
    const kind = Object.keys(TILES).find(each => tile.classList.contains(each));
    if (kind !== undefined) {
      const link = document.createElement('a');
      link.href = TILES[kind];
      link.append(...tile.childNodes);
      tile.append(link);
    }
  }

  // An input that is a domain of this page: those of other shards are on other pages, and a large page leaves some out.
  const labels = new Set(domains.map(domain => domain.dataset.label));
  for (const input of document.querySelectorAll('#batch .input')) {
    if (labels.has(input.textContent)) {
      input.href = '#domain=' + encodeURIComponent(input.textContent);
    }
  }

  let waiting = 0;
  search.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      applyFilter();
      writeAddress();
    }, 150);
  });
  for (const field of [filter, rule]) {
    field.addEventListener('change', () => {
      applyFilter();
      writeAddress();
    });
  }
  view.addEventListener('change', () => showDiffs(list));
  element('tools').addEventListener('submit', event => event.preventDefault());
  element('open-all').addEventListener('click', () => domains.filter(isShown).forEach(open));
  element('close-all').addEventListener('click', () => domains.forEach(domain => { domain.open = false; }));
  element('columns').addEventListener('click', event => {
    const by = event.target.dataset.sort;
    if (by) {
      order.up = by === order.by ? !order.up : true;
      order.by = by;
      applyOrder();
    }
  });
  // "toggle" does not bubble; capturing sees it all the same.
  list.addEventListener('toggle', event => {
    if (event.target.open && domains.includes(event.target)) {
      fill(event.target);
    }
  }, true);
  // On a row, the arrow keys go to the next and the previous one.
  list.addEventListener('keydown', event => {
    const domain = event.target.parentNode;
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
    if (step && event.target.localName === 'summary' && domain.classList.contains('domain')) {
      const shown = domains.filter(isShown);
      const next = shown[shown.indexOf(domain) + step];
      if (next) {
        event.preventDefault();
        next.querySelector('summary').focus();
      }
    }
  });
  addEventListener('hashchange', readAddress);

  // On paper no link can be followed: the rules of all that is printed are told with it.
  let openedForPaper = [];
  element('print-all').addEventListener('click', () => {
    domains.filter(isShown).forEach(open);
    print();
  });
  addEventListener('beforeprint', () => {
    tellPaper();
    const printed = domains.filter(domain => isShown(domain) && domain.open).flatMap(domain => facts.get(domain).rules)
        .concat([...document.querySelectorAll('#batch .rule')].map(link => link.textContent));
    openedForPaper = [...new Set(printed)].map(id => element('rule-' + id)).filter(entry => entry && !entry.open);
    openedForPaper.forEach(entry => { entry.open = true; });
  });
  addEventListener('afterprint', () => openedForPaper.forEach(entry => { entry.open = false; }));

  domains.forEach(domain => seen.show(domain, seen.has(domain)));
  element('tools').hidden = false;
  element('columns').hidden = false;
  applyOrder();
  readAddress();
  document.documentElement.dataset.ready = 'true';
})();
