# Copyright The xen2kvm project. SPDX-License-Identifier: Apache-2.0
"""Gathers what became of each guest on each host into one report."""

from __future__ import absolute_import, division, print_function

__metaclass__ = type

DOCUMENTATION = r'''
name: report
type: aggregate
short_description: Gathers what became of each guest on each host into one report
version_added: 0.1.0
author: The xen2kvm project (@xen2kvm)
description:
  - Writes C(PATH.json) and C(PATH.md) on the controller, of all hosts of a run and all batches of C(serial).
  - Hosts that failed or could not be reached are in it, and those that a run which ended early has not come to.
  - It is written after each batch, and when the run ends.
requirements:
  - Enable it with C(callbacks_enabled = xen2kvm.xen2kvm.report) in ansible.cfg.
options:
  path:
    description: Where the report is written, without the ends of the names. A report that is there is replaced.
    type: path
    default: xen2kvm-report
    env:
      - name: XEN2KVM_REPORT
    ini:
      - section: callback_xen2kvm_report
        key: path
'''

import datetime
import json
import os
import tempfile

from ansible import context
from ansible.plugins.callback import CallbackBase

FORMAT_VERSION = 1
GUEST = 'xen2kvm.xen2kvm.guest'
PLAN = 'xen2kvm.xen2kvm.plan'

# Of a guest, in the order of the table.
COLUMNS = ('host', 'guest', 'result', 'state', 'message')


def now():
    """The time, UTC."""
    return datetime.datetime.now(datetime.timezone.utc).strftime('%Y-%m-%dT%H:%M:%SZ')


def cell(text):
    """A text in a table of Markdown: one line, nothing in it is markup."""
    plain = ''.join(c if c.isprintable() else ' ' for c in str(text))
    for mark in '\\`*_{}[]<>|#~&':
        plain = plain.replace(mark, '\\' + mark)
    return plain


class CallbackModule(CallbackBase):
    """Hears of results, keeps what concerns guests, and writes it down."""

    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = 'aggregate'
    CALLBACK_NAME = 'xen2kvm.xen2kvm.report'
    CALLBACK_NEEDS_ENABLED = True

    def __init__(self, *args, **kwargs):
        super(CallbackModule, self).__init__(*args, **kwargs)
        self.began = now()
        self.ended = None
        self.playbook = None
        self.hosts = {}

    # ---- what happens

    def v2_playbook_on_start(self, playbook):
        self.playbook = os.path.basename(playbook._file_name)

    def v2_playbook_on_play_start(self, play):
        # Called for each batch of serial; all hosts of the play are known from the first.
        known = play.get_variable_manager().get_vars(play=play).get('ansible_play_hosts_all', [])
        for name in known:
            self.host(name)
        self.write()

    def host(self, name):
        """What is kept of a host."""
        return self.hosts.setdefault(name, dict(host=name, result='not reached', message='', guests={}))

    def v2_runner_on_start(self, host, task):
        kept = self.host(host.get_name())
        if kept['result'] == 'not reached':
            kept['result'] = 'done'

    def v2_runner_on_ok(self, result):
        self.heard(result, False)

    def v2_runner_on_failed(self, result, ignore_errors=False):
        self.heard(result, True)

    def v2_runner_item_on_ok(self, result):
        self.heard(result, False)

    def v2_runner_item_on_failed(self, result):
        if result._result.get('unreachable'):
            self.lost(result, '%s: ' % result._result.get('_ansible_item_label', ''))
        else:
            self.heard(result, True)

    def v2_runner_on_unreachable(self, result):
        # Of a loop the items have said more.
        if 'results' not in result._result:
            self.lost(result, '')

    def lost(self, result, what):
        """Keeps that a host could not be reached, and at what. A loop goes on after it, as if an item had failed."""
        self.host(result._host.get_name()).update(result='unreachable', message=what + str(result._result.get('msg', '')))

    def heard(self, result, failed):
        """Keeps a result. A guest that failed has failed, also where the playbook ignores that and the host goes on."""
        told = result._result
        kept = self.host(result._host.get_name())
        action = result._task.resolved_action or result._task.action
        # With a loop each item has been told before.
        if action == GUEST and 'results' not in told:
            self.guest(kept, told, failed)
        elif action == PLAN and 'results' not in told:
            for each in told.get('guests', []):
                each = dict(each, wanted='planned', failed=each.get('outcome') != 'done')
                self.guest(kept, each, each['failed'])
        if failed and not result._task_fields.get('ignore_errors') and (action != GUEST or 'results' not in told):
            kept['result'] = 'failed'
            if action not in (GUEST, PLAN) or not (told.get('name') or told.get('guests')):
                kept['message'] = '%s: %s' % (result._task.get_name().strip(), told.get('msg', ''))

    @staticmethod
    def guest(kept, told, failed):
        """Keeps what a module told of a guest, the last time that it did."""
        name = told.get('name') or told.get('source')
        if name is None:
            return
        changed = bool(told.get('changed'))
        guest = dict(
            guest=name, wanted=told.get('wanted'), state=told.get('state'),
            result='failed' if failed else 'changed' if changed else 'unchanged',
            message=told.get('msg' if 'msg' in told else 'message', '') if failed else '')
        for key in ('outcome', 'plan_sha256', 'uri', 'uuid', 'proof', 'journal'):
            if told.get(key):
                guest[key] = told[key]
        kept['guests'][name] = guest

    def v2_playbook_on_stats(self, stats):
        self.ended = now()
        self.write()

    # ---- what is written

    def report(self):
        """The report as data."""
        hosts = []
        for name in sorted(self.hosts):
            kept = self.hosts[name]
            guests = [kept['guests'][guest] for guest in sorted(kept['guests'])]
            # A play on the controller alone is none of a KVM host's.
            if guests or name != 'localhost' or kept['result'] == 'failed':
                hosts.append(dict(kept, guests=guests))
        guests = [guest for host in hosts for guest in host['guests']]
        return dict(
            formatVersion=FORMAT_VERSION,
            playbook=self.playbook,
            check=bool(context.CLIARGS.get('check')),
            began=self.began,
            ended=self.ended,
            totals=dict(
                hosts=self.counted(hosts, ('done', 'failed', 'unreachable', 'not reached')),
                guests=self.counted(guests, ('changed', 'unchanged', 'failed'))),
            hosts=hosts)

    @staticmethod
    def counted(all_of_them, results):
        return dict((result, sum(1 for each in all_of_them if each['result'] == result)) for result in results)

    @staticmethod
    def text(report):
        """The report for people, in Markdown."""
        totals = report['totals']
        lines = [
            '# xen2kvm: %s%s' % (cell(report['playbook']), ', check mode: nothing was changed' if report['check'] else ''),
            '',
            '%s to %s' % (report['began'], report['ended'] or '… (not ended)'),
            '']
        for kind in ('hosts', 'guests'):
            lines.append('- %s: %s' % (
                kind, ', '.join('%d %s' % (totals[kind][each], each) for each in totals[kind] if totals[kind][each]) or 'none'))
        rows = []
        for host in report['hosts']:
            # A host that failed by its guests alone is told by these.
            if not host['guests'] or host['message'] or host['result'] not in ('done', 'failed'):
                rows.append((host['host'], '', host['result'] if host['result'] != 'done' else 'nothing to do', '', host['message']))
            for guest in host['guests']:
                state = '%s%s' % (guest['state'] or '', '; up: ' + guest['proof'] if guest.get('proof') else '')
                rows.append((host['host'], guest['guest'], guest['result'], state, guest['message']))
        # What somebody has to look at comes first.
        rows.sort(key=lambda row: row[2] not in ('failed', 'unreachable', 'not reached'))
        lines += ['', '| %s |' % ' | '.join(COLUMNS), '|%s' % ('---|' * len(COLUMNS))]
        lines += ['| %s |' % ' | '.join(cell(value) for value in row) for row in rows]
        return '\n'.join(lines) + '\n'

    def write(self):
        """Writes both files, each in one step, for their owner alone: messages may hold what a guest's console said."""
        report = self.report()
        path = self.get_option('path')
        try:
            self.replace(path + '.json', json.dumps(report, indent=2, sort_keys=True) + '\n')
            self.replace(path + '.md', self.text(report))
        except EnvironmentError as e:
            self._display.warning('xen2kvm: the report cannot be written: %s' % e)

    @staticmethod
    def replace(path, text):
        number, unfinished = tempfile.mkstemp(prefix='.xen2kvm-report.', dir=os.path.dirname(os.path.abspath(path)))
        try:
            with os.fdopen(number, 'wb') as out:
                out.write(text.encode('utf-8', 'replace'))
            os.rename(unfinished, path)
        except EnvironmentError:
            os.unlink(unfinished)
            raise
